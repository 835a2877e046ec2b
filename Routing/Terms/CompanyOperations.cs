using System.Collections.Immutable;
using System.Text.Json.Nodes;
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
        var (was, now) = (Json(before), Json(after));
        var operations = ImmutableArray.CreateBuilder<FeeOperation>();
        foreach (var employee in after.Employees)
        {
            if (before.Employees.FirstOrDefault(one => one.Id == employee.Id) is { } former)
                AddEmployee(operations, new(before, former, ById(was, "employees", former.Id)), new(after, employee, ById(now, "employees", employee.Id)), numbering);
        }

        AddProfiles(operations, before, after, was, now, numbering);
        AddUses(operations, ServicesInUse.Of(before, today), ServicesInUse.Of(after, today));
        AddLines(operations, before, after, was, now);
        AddArea(operations, before, after, was, now, today);
        if (Differ(was, now, "limit", "premium", "creditLimit"))
            operations.Add(FeeOperation.LimitChange);
        if (Differ(was, now, "notices"))
            operations.Add(FeeOperation.NoticeChange);
        if (before.Activation?.Activated is null && after.Activation?.Activated is not null)
            operations.Add(FeeOperation.ManagerActivation);
        return operations.ToImmutable();
    }

    private static void AddEmployee(ImmutableArray<FeeOperation>.Builder operations, in Side was, in Side now, NumberingData numbering)
    {
        if (was.Employee.Mobile != now.Employee.Mobile)
            operations.Add(FeeOperation.NumberChange);
        if (was.Profile != now.Profile || Differ(was.Json, now.Json, "allowed", "denied"))
            operations.Add(OperationOf(ScopeComparison.Compare(was.Scope, now.Scope, numbering)));
        if (was.Employee.PersonalLine is not null && now.Employee.PersonalLine is not null && Differ(was.Json, now.Json, "personalLine"))
            operations.Add(FeeOperation.PersonalLineChange);
        if (Differ(was.Json, now.Json, "limit", "premium"))
            operations.Add(FeeOperation.LimitChange);
        if (Differ(was.Json, now.Json, "notice"))
            operations.Add(FeeOperation.NoticeChange);
    }

    // A profile that several share is changed once.
    private static void AddProfiles(
        ImmutableArray<FeeOperation>.Builder operations, CompanySnapshot before, CompanySnapshot after, JsonNode was, JsonNode now, NumberingData numbering)
    {
        foreach (var profile in after.Profiles)
        {
            if (before.Profiles.FirstOrDefault(one => one.Id == profile.Id) is { } former && IsUsed(after, profile.Id)
                && !JsonNode.DeepEquals(Rules(ById(was, "profiles", profile.Id)), Rules(ById(now, "profiles", profile.Id))))
            {
                operations.Add(OperationOf(ScopeComparison.Compare(CallScope.Of(former), CallScope.Of(profile), numbering)));
            }
        }
    }

    private static bool IsUsed(CompanySnapshot company, string profile) =>
        company.Employees.Any(employee => (employee.Profile ?? company.DefaultProfile) == profile) || company.Trunks.Any(trunk => trunk.Profile == profile)
        || company.Lines.Any(line => line.Profile == profile);

    // Its name is for people.
    private static JsonNode? Rules(JsonNode? profile)
    {
        var rules = profile?.DeepClone();
        (rules as JsonObject)?.Remove("name");
        return rules;
    }

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

    private static void AddLines(ImmutableArray<FeeOperation>.Builder operations, CompanySnapshot before, CompanySnapshot after, JsonNode was, JsonNode now)
    {
        foreach (var line in after.Lines)
        {
            if (before.LineWith(line.Number) is not null && !JsonNode.DeepEquals(By(was, "lines", "number", line.Number.Value), By(now, "lines", "number", line.Number.Value)))
                operations.Add(FeeOperation.CompanyLineChange);
        }
    }

    // O10: one activation, and what comes to it later costs no second one.
    private static void AddArea(ImmutableArray<FeeOperation>.Builder operations, CompanySnapshot before, CompanySnapshot after, JsonNode was, JsonNode now, DateOnly today)
    {
        var (had, has) = (ServicesInUse.Of(before, today).Zones, ServicesInUse.Of(after, today).Zones);
        if (had == 0 && has > 0)
            operations.Add(FeeOperation.CompanyAreaActivation);
        var further = has - Math.Max(had, 1);
        if (further > 0)
            operations.AddRange(Enumerable.Repeat(FeeOperation.CompanyAreaZone, further));
        else if (had > 0 && has > 0 && Differ(was, now, "area"))
            operations.Add(FeeOperation.CompanyAreaChange);
    }

    // What is compared is what is written: lists count by what is in them.
    private static JsonNode Json(CompanySnapshot company) => JsonNode.Parse(CompanyFile.Write(company)) ?? throw new InvalidOperationException(company.Id);

    private static JsonNode? ById(JsonNode company, string list, string id) => By(company, list, "id", id);

    private static JsonNode? By(JsonNode company, string list, string key, string value) =>
        (company[list] as JsonArray)?.FirstOrDefault(one => one?[key]?.GetValue<string>() == value);

    private static bool Differ(JsonNode? was, JsonNode? now, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (!JsonNode.DeepEquals(was?[name], now?[name]))
                return true;
        }

        return false;
    }

    private readonly record struct Side(CompanySnapshot Company, Employee Employee, JsonNode? Json)
    {
        public string? Profile => Employee.Profile ?? Company.DefaultProfile;

        public CallScope Scope => new(Company.ProfileOf(Employee), Employee.Allowed, Employee.Denied);
    }
}
