using System.Collections.Immutable;
using PbxBridge.Routing.Numbering;
using PbxBridge.Routing.Plans;

namespace PbxBridge.Routing.Companies;

/// <summary>What a company claims although another has it: numbers (PPN-12), softphone users of one realm, trunks, logins.</summary>
public static class CompanyConflicts
{
    /// <summary>All conflicts of <paramref name="company"/> with the other companies; the one it replaces does not count. Both parties are named, but not where it is about a login.</summary>
    public static ImmutableArray<Fault> Find(CompanyDirectory directory, CompanySnapshot company)
    {
        var faults = new FileFaults();
        var others = directory.Without(company.Id);
        FindNumbers(others, company, faults);
        FindUsers(others, company, faults);
        FindTrunks(others, company, faults);
        FindLogins(others, company, faults);
        return faults.ToImmutable();
    }

    /// <summary>Why a login cannot be given. The other company is not named: administrators give logins, and are not to know whom else the operator serves (ROLE-6).</summary>
    public static Sentence LoginTaken(string name) => new($"nazwa „{name}” jest już zajęta poza tą firmą", $"the login \"{name}\" is taken already, outside this company");

    private static void FindNumbers(CompanyDirectory others, CompanySnapshot company, FileFaults faults)
    {
        foreach (var entry in NumberEntry.Own(company))
        {
            if (entry.From == entry.To)
            {
                if (others.OwnerOf(NumberKey.NumberOf(entry.From)) is { } owner)
                {
                    Taken(entry, owner.Company, faults);
                }

                continue;
            }

            foreach (var other in others.OwnersWithin(entry.From, entry.To))
            {
                Taken(entry, other, faults);
            }
        }

        if (company.MainNumber is { } main && NumberKey.Of(main) is { } key && others.OwnerOf(main) is { } mainOwner)
        {
            Taken(new(key, key, "$.mainNumber", "numer główny", "the main number"), mainOwner.Company, faults);
        }
    }

    private static void Taken(NumberEntry entry, CompanySnapshot other, FileFaults faults) => faults.Add(
        entry.Path, "PPN-12", $"numer {entry.Text} ({entry.Polish}) należy już do firmy {other.Name} ({other.Id})",
        $"the number {entry.Text} ({entry.English}) already belongs to the company {other.Name} ({other.Id})");

    private static void FindUsers(CompanyDirectory others, CompanySnapshot company, FileFaults faults)
    {
        for (var i = 0; i < company.Softphones.Length; i++)
        {
            var user = company.Softphones[i].User;
            if (Registering(others, user, company.Realm) is { } owner)
            {
                faults.Add(
                    $"$.softphones[{i}].user", "", $"użytkownika „{user}” w realm „{company.Realm}” ma już firma {owner.Name} ({owner.Id})",
                    $"the user \"{user}\" of the realm \"{company.Realm}\" is already with the company {owner.Name} ({owner.Id})");
            }
        }
    }

    private static void FindTrunks(CompanyDirectory others, CompanySnapshot company, FileFaults faults)
    {
        // A call from an address that two companies share could be anyone's, unless digest tells them apart.
        var byAddress = others.Trunks.Where(t => t.Trunk.Credentials is null)
            .SelectMany(t => t.Trunk.Peers.Select(p => (Key: (t.Trunk.Transport, p.ToString()), t.Company)))
            .GroupBy(t => t.Key).ToDictionary(g => g.Key, g => g.First().Company);
        // Where a port does not matter, the whole address is one company's.
        var byHost = others.Trunks.SelectMany(t => t.Trunk.Peers.Select(p => (Key: (t.Trunk.Transport, p.Host), t.Trunk.AnyPort, t.Company)))
            .GroupBy(t => t.Key).ToDictionary(g => g.Key, g => g.OrderByDescending(t => t.AnyPort).First());
        for (var i = 0; i < company.Trunks.Length; i++)
        {
            var trunk = company.Trunks[i];
            if (others.TrunkOf(trunk.Id) is { } owner)
            {
                faults.Add(
                    $"$.trunks[{i}].id", "", $"łącze „{trunk.Id}” ma już firma {owner.Company.Name} ({owner.Company.Id})",
                    $"the trunk \"{trunk.Id}\" is already with the company {owner.Company.Name} ({owner.Company.Id})");
            }

            if (trunk is { Registration: not TrunkRegistration.None, Credentials.User: var user } && Registering(others, user, company.Realm) is { } registering)
            {
                faults.Add(
                    $"$.trunks[{i}].digest.user", "", $"użytkownika „{user}” w realm „{company.Realm}” ma już firma {registering.Name} ({registering.Id})",
                    $"the user \"{user}\" of the realm \"{company.Realm}\" is already with the company {registering.Name} ({registering.Id})");
            }

            for (var j = 0; j < trunk.Peers.Length; j++)
            {
                if (byHost.TryGetValue((trunk.Transport, trunk.Peers[j].Host), out var there) && (there.AnyPort || trunk.AnyPort))
                {
                    faults.Add(
                        $"$.trunks[{i}].peers[{j}].address", "",
                        $"pod adresem {trunk.Peers[j].Host} jest już łącze firmy {there.Company.Name} ({there.Company.Id}); gdy port nie ma znaczenia (anyPort), adres musi należeć do jednej firmy",
                        $"at the address {trunk.Peers[j].Host} there is a trunk of the company {there.Company.Name} ({there.Company.Id}) already; where the port does not matter (anyPort), an address must be one company's");
                }
                else if (trunk.Credentials is null && byAddress.TryGetValue((trunk.Transport, trunk.Peers[j].ToString()), out var other))
                {
                    faults.Add(
                        $"$.trunks[{i}].peers[{j}].address", "", $"z adresu {trunk.Peers[j]} dzwoni już firma {other.Name} ({other.Id})",
                        $"the company {other.Name} ({other.Id}) already calls from the address {trunk.Peers[j]}");
                }
            }
        }
    }

    private static void FindLogins(CompanyDirectory others, CompanySnapshot company, FileFaults faults)
    {
        for (var i = 0; i < company.Logins.Length; i++)
        {
            var name = company.Logins[i].Name;
            if (others.LoginNamed(name) is not null)
            {
                var reason = LoginTaken(name);
                faults.Add($"$.logins[{i}].name", "", reason.Polish, reason.English);
            }
        }
    }

    // Of another company: its softphone, or its PBX that registers.
    private static CompanySnapshot? Registering(CompanyDirectory others, string user, string realm)
    {
        if (others.SoftphoneOf(user, realm) is { } phone)
            return phone.Company;
        foreach (var other in others.Trunks)
        {
            if (other.Trunk is { Registration: not TrunkRegistration.None, Credentials: { } account } && account.User == user && account.Secret.Realm == realm)
                return other.Company;
        }

        return null;
    }
}
