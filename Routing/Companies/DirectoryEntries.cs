using System.Collections.Immutable;

namespace PbxBridge.Routing.Companies;

/// <summary>What the companies of a directory are found by; PBX ranges are apart. Filled before the directory is used, and not changed after.</summary>
internal sealed class DirectoryEntries
{
    public DirectoryEntries()
    {
        Numbers = [];
        Softphones = [];
        Trunks = [];
        Logins = [];
    }

    /// <summary>A copy, to be changed.</summary>
    public DirectoryEntries(DirectoryEntries other)
    {
        Numbers = new(other.Numbers);
        Softphones = new(other.Softphones);
        Trunks = new(other.Trunks);
        Logins = new(other.Logins);
    }

    public Dictionary<ulong, NumberOwner> Numbers { get; }

    public Dictionary<string, ImmutableArray<SoftphoneOwner>> Softphones { get; }

    public Dictionary<string, TrunkOwner> Trunks { get; }

    public Dictionary<string, LoginOwner> Logins { get; }

    public void Enter(CompanySnapshot company)
    {
        foreach (var (key, owner) in CompanyIndex.ExactNumbers(company))
        {
            Numbers.TryAdd(key, owner);
        }

        foreach (var softphone in company.Softphones)
        {
            if (company.EmployeeWith(softphone.Employee) is { } employee)
            {
                var others = Softphones.TryGetValue(softphone.User, out var found) ? found : [];
                Softphones[softphone.User] = others.Add(new(company, employee, softphone));
            }
        }

        foreach (var trunk in company.Trunks)
        {
            Trunks.TryAdd(trunk.Id, new(company, trunk));
        }

        foreach (var login in company.Logins)
        {
            Logins.TryAdd(login.Name, new(company, login));
        }
    }

    public void Leave(CompanySnapshot company)
    {
        foreach (var (key, _) in CompanyIndex.ExactNumbers(company))
        {
            if (Numbers.TryGetValue(key, out var owner) && owner.Company == company)
            {
                Numbers.Remove(key);
            }
        }

        foreach (var softphone in company.Softphones)
        {
            if (Softphones.TryGetValue(softphone.User, out var owners))
            {
                var others = owners.RemoveAll(o => o.Company == company);
                if (others.IsEmpty)
                {
                    Softphones.Remove(softphone.User);
                }
                else
                {
                    Softphones[softphone.User] = others;
                }
            }
        }

        foreach (var trunk in company.Trunks)
        {
            if (Trunks.TryGetValue(trunk.Id, out var owner) && owner.Company == company)
            {
                Trunks.Remove(trunk.Id);
            }
        }

        foreach (var login in company.Logins)
        {
            if (Logins.TryGetValue(login.Name, out var owner) && owner.Company == company)
            {
                Logins.Remove(login.Name);
            }
        }
    }
}
