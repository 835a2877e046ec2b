using System.Collections.Immutable;
using System.Text.Json;
using PbxBridge.Charging.Fees;
using PbxBridge.Routing.Companies;
using PbxBridge.Routing.Numbering;
using PbxBridge.Routing.PrivateCalls;
using PbxBridge.Routing.Profiles;

namespace PbxBridge.Routing.Terms;

/// <summary>What a change of a company consists of, for its fees (domain §6.9). Pure.</summary>
public static class CompanyOperations
{
    /// <summary>One entry for each thing that is done: a new profile for five people is in it five times.</summary>
    /// <param name="today">In Poland: services have terms.</param>
    public static ImmutableArray<FeeOperation> Between(CompanySnapshot before, CompanySnapshot after, NumberingData numbering, DateOnly today)
    {
        using var was = new WrittenCompany(before);
        using var now = new WrittenCompany(after);
        var operations = ImmutableArray.CreateBuilder<FeeOperation>();
        AddEmployees(operations, was, now, numbering);
        AddProfiles(operations, was, now, numbering);
        AddUses(operations, ServicesInUse.Of(before, today), ServicesInUse.Of(after, today));
        AddLines(operations, was, now);
        AddArea(operations, was, now, today);
        if (WrittenCompany.Differ(was.Json, now.Json, "limit", "premium", "creditLimit"))
            operations.Add(FeeOperation.LimitChange);
        if (WrittenCompany.Differ(was.Json, now.Json, "notices"))
            operations.Add(FeeOperation.NoticeChange);
        if (before.Activation?.Activated is null && after.Activation?.Activated is not null)
            operations.Add(FeeOperation.ManagerActivation);
        return operations.ToImmutable();
    }

    private static void AddEmployees(ImmutableArray<FeeOperation>.Builder operations, WrittenCompany was, WrittenCompany now, NumberingData numbering)
    {
        var known = FirstBy(was.Employees, one => one.Employee.Id);
        foreach (var (employee, json) in now.Employees)
        {
            if (known.TryGetValue(employee.Id, out var former))
                AddEmployee(operations, new(was.Company, former.Employee, former.Json), new(now.Company, employee, json), numbering);
        }
    }

    private static void AddEmployee(ImmutableArray<FeeOperation>.Builder operations, in Side was, in Side now, NumberingData numbering)
    {
        // Most people are as they were; then only the company's default profile may be another.
        if (was.Profile == now.Profile && WrittenCompany.SameText(was.Json, now.Json))
            return;
        if (was.Employee.Mobile != now.Employee.Mobile)
            operations.Add(FeeOperation.NumberChange);
        if (was.Profile != now.Profile || WrittenCompany.Differ(was.Json, now.Json, "allowed", "denied"))
            operations.Add(OperationOf(ScopeComparison.Compare(was.Scope, now.Scope, numbering)));
        if (was.Employee.PersonalLine is not null && now.Employee.PersonalLine is not null && WrittenCompany.Differ(was.Json, now.Json, "personalLine"))
            operations.Add(FeeOperation.PersonalLineChange);
        if (WrittenCompany.Differ(was.Json, now.Json, "limit", "premium"))
            operations.Add(FeeOperation.LimitChange);
        if (WrittenCompany.Differ(was.Json, now.Json, "notice"))
            operations.Add(FeeOperation.NoticeChange);
    }

    // A profile that several share is changed once.
    private static void AddProfiles(ImmutableArray<FeeOperation>.Builder operations, WrittenCompany was, WrittenCompany now, NumberingData numbering)
    {
        var known = FirstBy(was.Profiles, one => one.Profile.Id);
        var used = Used(now.Company);
        foreach (var (profile, json) in now.Profiles)
        {
            if (used.Contains(profile.Id) && known.TryGetValue(profile.Id, out var former) && RulesDiffer(former.Json, json))
                operations.Add(OperationOf(ScopeComparison.Compare(CallScope.Of(former.Profile), CallScope.Of(profile), numbering)));
        }
    }

    private static HashSet<string?> Used(CompanySnapshot company) =>
    [
        .. company.Employees.Select(employee => employee.Profile ?? company.DefaultProfile), .. company.Trunks.Select(trunk => trunk.Profile),
        .. company.Lines.Select(line => line.Profile),
    ];

    // Its name is for people.
    private static bool RulesDiffer(JsonElement was, JsonElement now) => WrittenCompany.Differ(
        was, now, [.. was.EnumerateObject().Concat(now.EnumerateObject()).Select(member => member.Name).Where(name => name != "name").Distinct()]);

    private static FeeOperation OperationOf(ScopeChange change) => change == ScopeChange.Narrower ? FeeOperation.ProfileRestriction : FeeOperation.ProfileChange;

    private static void AddUses(ImmutableArray<FeeOperation>.Builder operations, ServicesInUse was, ServicesInUse now)
    {
        Add(was.Lines, now.Lines, FeeOperation.CompanyLineActivation);
        Add(was.PersonalLines, now.PersonalLines, FeeOperation.PersonalLineActivation);
        Add(was.PrivateCalls, now.PrivateCalls, FeeOperation.PrivateCallsActivation);
        Add(was.Partners, now.Partners, FeeOperation.PartnerActivation);

        void Add(ImmutableHashSet<string> had, ImmutableHashSet<string> has, FeeOperation activation) =>
            operations.AddRange(Enumerable.Repeat(activation, has.Except(had).Count));
    }

    private static void AddLines(ImmutableArray<FeeOperation>.Builder operations, WrittenCompany was, WrittenCompany now)
    {
        var known = FirstBy(was.Lines, one => one.Line.Number);
        foreach (var (line, json) in now.Lines)
        {
            if (known.TryGetValue(line.Number, out var former) && !JsonElement.DeepEquals(former.Json, json))
                operations.Add(FeeOperation.CompanyLineChange);
        }
    }

    // O10: one activation, and what comes to it later costs no second one.
    private static void AddArea(ImmutableArray<FeeOperation>.Builder operations, WrittenCompany was, WrittenCompany now, DateOnly today)
    {
        var (had, has) = (ServicesInUse.Of(was.Company, today).Zones, ServicesInUse.Of(now.Company, today).Zones);
        if (had == 0 && has > 0)
            operations.Add(FeeOperation.CompanyAreaActivation);
        var further = has - Math.Max(had, 1);
        if (further > 0)
            operations.AddRange(Enumerable.Repeat(FeeOperation.CompanyAreaZone, further));
        else if (had > 0 && has > 0 && WrittenCompany.Differ(was.Json, now.Json, "area"))
            operations.Add(FeeOperation.CompanyAreaChange);
    }

    private static Dictionary<TKey, T> FirstBy<TKey, T>(ImmutableArray<T> items, Func<T, TKey> key)
        where TKey : notnull
    {
        var first = new Dictionary<TKey, T>(items.Length);
        foreach (var item in items)
            first.TryAdd(key(item), item);
        return first;
    }

    private readonly record struct Side(CompanySnapshot Company, Employee Employee, JsonElement Json)
    {
        public string? Profile => Employee.Profile ?? Company.DefaultProfile;

        public CallScope Scope => new(Company.ProfileOf(Employee), Employee.Allowed, Employee.Denied);
    }
}
