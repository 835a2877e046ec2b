using PbxBridge.Routing.Numbering;

namespace PbxBridge.Routing.Companies;

/// <summary>Site codes of partner companies (PPN-11) beside the rules of the plan, which <see cref="PlanConflicts"/> checks.</summary>
internal static class SiteCodeRules
{
    public static SiteCode Read(FileObject code) => new(
        code.RequiredMatching("code", IsCode, "od 1 do 6 cyfr", "1 to 6 digits"),
        code.RequiredMatching("company", CompanyFileReader.IsId, CompanyFileReader.IdPolish, CompanyFileReader.IdEnglish));

    public static void Find(CompanySnapshot company, NumberingData numbering, FileFaults faults)
    {
        for (var i = 0; i < company.SiteCodes.Length; i++)
        {
            var (code, partner) = company.SiteCodes[i];
            if (partner.Length > 0 && !company.PartnerCompanies.Contains(partner))
            {
                faults.Add(
                    $"$.siteCodes[{i}].company", "PPN-11", $"firmy „{partner}” nie ma w partnerCompanies", $"the company \"{partner}\" is not in partnerCompanies");
            }

            if (code.Length > 0 && numbering.KindsBehind(code).Count > 0)
            {
                faults.Add(
                    $"$.siteCodes[{i}].code", "PPN-2", $"od {code} zaczynają się krótkie numery publiczne", $"short public numbers begin with {code}");
            }
        }

        CompanyRules.Unique(company.SiteCodes.Select(c => c.Company), i => $"$.siteCodes[{i}].company", "kod firmy", "a code of the company", faults);
    }

    private static bool IsCode(string text) => text.Length is > 0 and <= 6 && text.All(char.IsAsciiDigit);
}
