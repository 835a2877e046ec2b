using System.Globalization;
using System.Text.Json.Nodes;
using PbxBridge.Charging.Amounts;
using PbxBridge.Charging.Cycles;
using PbxBridge.Charging.Limits;

namespace PbxBridge.Storage.Limits;

/// <summary>A message about a limit, as it waits in the outbox under the topic <see cref="Topic"/>.</summary>
/// <param name="Employee">His id; his number, where an earlier version has written it.</param>
public sealed record LimitNotice(string Company, string Employee, BillingCycle Cycle, ThresholdNotice Notice)
{
    public const string Topic = "limit";

    /// <summary>LIM-3: the same for the same crossing, whoever saw it.</summary>
    internal string Key => string.Create(
        CultureInfo.InvariantCulture, $"limit/{Company}/{Employee}/{Cycle}/{Notice.Limit.Version}/{Notice.Audience}/{Notice.Threshold}");

    internal string Write() => new JsonObject
    {
        ["company"] = Company,
        ["employee"] = Employee,
        ["cycle"] = Cycle.First.ToString("O", CultureInfo.InvariantCulture),
        ["next"] = Cycle.Next.ToString("O", CultureInfo.InvariantCulture),
        ["audience"] = Notice.Audience.ToString(),
        ["threshold"] = Notice.Threshold,
        ["consumed"] = Notice.Consumed.Units,
        ["limit"] = Notice.Limit.Amount.Units,
        ["version"] = Notice.Limit.Version,
        ["mode"] = Notice.Limit.Mode.ToString(),
        ["cuts"] = Notice.Limit.CutsRunning,
        ["user"] = new JsonArray([.. Notice.Limit.UserThresholds.Select(percent => JsonValue.Create(percent))]),
        ["administrator"] = new JsonArray([.. Notice.Limit.AdministratorThresholds.Select(percent => JsonValue.Create(percent))]),
    }.ToJsonString();

    /// <exception cref="InvalidDataException">The payload is of another topic.</exception>
    public static LimitNotice Read(string payload)
    {
        var json = JsonNode.Parse(payload) ?? throw new InvalidDataException("An empty notice.");
        var limit = new CostLimit
        {
            Amount = Money.FromUnits(Member("limit").GetValue<long>()),
            Version = Member("version").GetValue<int>(),
            Mode = Enum.Parse<LimitMode>(Member("mode").GetValue<string>()),
            CutsRunning = Member("cuts").GetValue<bool>(),
            UserThresholds = [.. Member("user").AsArray().Select(node => node?.GetValue<int>() ?? 0)],
            AdministratorThresholds = [.. Member("administrator").AsArray().Select(node => node?.GetValue<int>() ?? 0)],
        };
        return new LimitNotice(
            Member("company").GetValue<string>(),
            Member("employee").GetValue<string>(),
            new BillingCycle(Day("cycle"), Day("next")),
            new ThresholdNotice(
                Enum.Parse<LimitAudience>(Member("audience").GetValue<string>()), Member("threshold").GetValue<int>(), limit, Money.FromUnits(Member("consumed").GetValue<long>())));

        DateOnly Day(string name) => DateOnly.ParseExact(Member(name).GetValue<string>(), "O", CultureInfo.InvariantCulture);
        JsonNode Member(string name) => json[name] ?? throw new InvalidDataException($"A notice without {name}.");
    }
}
