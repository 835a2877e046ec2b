using System.Globalization;
using PbxBridge.Routing.Numbering;

namespace PbxBridge.Routing.Companies;

/// <summary>What happens while the PBX is down, and whose desks are there (TRK-8).</summary>
internal static class PbxDownRules
{
    private static readonly (string Name, PbxDownTo Value)[] s_choices =
        [("refuse", PbxDownTo.Refuse), ("mobile", PbxDownTo.Mobile), ("voicemail", PbxDownTo.Voicemail), ("line", PbxDownTo.Line)];

    public static PbxDown Read(FileObject file)
    {
        if (file.Object("pbxDown", CompanyFields.PbxDown) is not { } rule || !rule.Required("to"))
        {
            return PbxDown.Refuse;
        }

        var to = rule.Choice("to", PbxDownTo.Refuse, s_choices);
        return new(to, to == PbxDownTo.Line || rule.Has("line") ? rule.Reference("line") : null);
    }

    public static string NameOf(PbxDownTo to) => s_choices.First(c => c.Value == to).Name;

    public static void Find(CompanySnapshot company, FileFaults faults)
    {
        if (company.PbxDown.Line is { Value.Length: > 0 } line && company.LineWith(line) is null)
        {
            faults.Add("$.pbxDown.line", "TRK-8", $"{line} nie jest Linią firmową", $"{line} is not a company line");
        }

        var seen = new HashSet<PhoneNumber>();
        for (var i = 0; i < company.Employees.Length; i++)
        {
            if (company.Employees[i].Desk is not { Value.Length: > 0 } desk)
            {
                continue;
            }

            var path = string.Create(CultureInfo.InvariantCulture, $"$.employees[{i}].desk");
            if (!seen.Add(desk))
            {
                faults.Add(path, "TRK-8", $"{desk} stoi już na innym biurku", $"{desk} is on another desk already");
            }
            else if (company.OwnerOf(desk) is not { Range: not null })
            {
                faults.Add(path, "TRK-8", $"{desk} nie jest numerem centrali", $"{desk} is not a number of a PBX");
            }
        }
    }
}
