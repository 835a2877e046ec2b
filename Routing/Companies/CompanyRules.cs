using System.Collections.Immutable;
using PbxBridge.Routing.Numbering;

namespace PbxBridge.Routing.Companies;

/// <summary>Every rule that a company must keep by itself; rules between companies are <see cref="CompanyConflicts"/>. Used by the import and by every save.</summary>
public static class CompanyRules
{
    private static readonly int[] TaxIdWeights = [6, 5, 7, 2, 3, 4, 5, 6, 7];

    /// <summary>All faults, in no particular order of weight; empty when the company may be used.</summary>
    public static ImmutableArray<Fault> Check(CompanySnapshot company, NumberingData numbering)
    {
        var faults = new FileFaults();
        Check(company, numbering, faults);
        return faults.ToImmutable();
    }

    internal static void Check(CompanySnapshot company, NumberingData numbering, FileFaults faults)
    {
        CheckCompany(company, faults);
        CheckSites(company, numbering, faults);
        NumberRules.Find(company, numbering, faults);
        PlanConflicts.Find(company, numbering, faults);
        SiteCodeRules.Find(company, numbering, faults);
        PeopleRules.Find(company, faults);
        ForwardRules.Find(company, faults);
        LineRules.Find(company, faults);
        PbxDownRules.Find(company, faults);
        OutboundCliRules.Find(company, faults);
        OverflowCycles.Find(company, faults);
        ProfileRules.Find(company, numbering, faults);
        TermsRules.Find(company, numbering, faults);
        AreaRules.Find(company, numbering, faults);
        LoginRules.Find(company, faults);
    }

    /// <summary>The same key twice: a fault at the later one.</summary>
    internal static void Unique(IEnumerable<string> keys, Func<int, string> path, string polish, string english, FileFaults faults)
    {
        var seen = new HashSet<string>();
        var i = 0;
        foreach (var key in keys)
        {
            if (key.Length > 0 && !seen.Add(key))
            {
                faults.Add(path(i), "", $"{polish} „{key}” już jest", $"{english} \"{key}\" is there already");
            }

            i++;
        }
    }

    private static void CheckCompany(CompanySnapshot company, FileFaults faults)
    {
        if (company.TaxId is { Length: 10 } id && TaxIdWeights.Select((w, i) => w * (id[i] - '0')).Sum() % 11 != id[9] - '0')
        {
            faults.Add("$.taxId", "", "zła suma kontrolna NIP", "wrong check digit of the tax id (NIP)");
        }

        Unique(company.Trunks.Select(t => t.Id), i => $"$.trunks[{i}].id", "łącze", "the trunk", faults);
        for (var i = 0; i < company.Trunks.Length; i++)
        {
            var trunk = company.Trunks[i];
            if (trunk.Registration != TrunkRegistration.None)
            {
                CheckRegistration(company, trunk, $"$.trunks[{i}]", faults);
            }
            else if (trunk.Peers.IsEmpty)
            {
                faults.Add($"$.trunks[{i}].peers", "", "łącze nie ma żadnego adresu", "the trunk has no address");
            }

            Unique(trunk.Peers.Select(p => p.Host.Length == 0 ? "" : p.ToString()), j => $"$.trunks[{i}].peers[{j}].address", "adres", "the address", faults);
        }

        for (var i = 0; i < company.PartnerCompanies.Length; i++)
        {
            if (company.PartnerCompanies[i] == company.Id && company.Id.Length > 0)
            {
                faults.Add($"$.partnerCompanies[{i}]", "D5", "firma nie może być partnerem samej siebie", "a company cannot be its own partner");
            }
        }

        Unique(company.PartnerCompanies, i => $"$.partnerCompanies[{i}]", "firma", "the company", faults);
    }

    private static void CheckRegistration(CompanySnapshot company, PbxTrunk trunk, string path, FileFaults faults)
    {
        if (!trunk.Peers.IsEmpty)
        {
            faults.Add(path + ".peers", "TRK-2", "centrala, która się rejestruje, nie ma tu adresów", "a PBX that registers has no addresses here");
        }

        if (trunk.Credentials is not { User: var user })
        {
            faults.Add(path + ".digest", "TRK-2", "centrala, która się rejestruje, ma użytkownika i hasło", "a PBX that registers has a user and a password");
        }
        else if (user.Length > 0 && (company.SoftphoneOf(user) is not null
            || company.Trunks.Any(t => t.Id != trunk.Id && t.Registration != TrunkRegistration.None && t.Credentials?.User == user)))
        {
            faults.Add(path + ".digest.user", "TRK-2", $"użytkownik „{user}” już się rejestruje", $"the user \"{user}\" registers already");
        }
    }

    private static void CheckSites(CompanySnapshot company, NumberingData numbering, FileFaults faults)
    {
        if (company.Sites.IsEmpty)
        {
            faults.Add("$.sites", "", "firma musi mieć przynajmniej jedną siedzibę", "a company has at least one site");
        }

        Unique(company.Sites.Select(s => s.Name), i => $"$.sites[{i}].name", "siedziba", "the site", faults);
        for (var i = 0; i < company.Sites.Length; i++)
        {
            var site = company.Sites[i];
            if (site.AreaCode.Length > 0 && numbering.Area(site.AreaCode) is null)
            {
                faults.Add($"$.sites[{i}].areaCode", "NUM-3", $"nie ma strefy numeracyjnej {site.AreaCode}", $"there is no area code {site.AreaCode}");
            }

            if (site.CallBack is { Value.Length: > 0 } callBack && company.OwnerOf(callBack) is null)
            {
                faults.Add($"$.sites[{i}].callBack", "NUM-8", $"{callBack} nie należy do firmy", $"{callBack} does not belong to the company");
            }
        }

        for (var i = 0; i < company.PbxRanges.Length; i++)
        {
            var range = company.PbxRanges[i];
            if (range.Site is { Length: > 0 } name && company.SiteNamed(name) is null)
            {
                faults.Add($"$.pbxRanges[{i}].site", "", $"nie ma siedziby „{name}”", $"there is no site \"{name}\"");
            }

            if (range.Trunk.Length > 0 && company.TrunkWith(range.Trunk) is null)
            {
                faults.Add($"$.pbxRanges[{i}].trunk", "", $"nie ma łącza „{range.Trunk}”", $"there is no trunk \"{range.Trunk}\"");
            }
        }
    }
}
