using System.Globalization;
using System.Text.Json.Nodes;
using PbxBridge.Charging.Amounts;
using PbxBridge.Charging.Cycles;

namespace PbxBridge.Storage.Limits;

/// <summary>The statutory threshold of an employee's premium calls in one billing cycle (domain §6.6); as a message that it was come to it waits in the outbox under the topic
/// <see cref="Topic"/>.</summary>
/// <param name="Employee">His id; his number, where an earlier version has written it.</param>
/// <param name="Amount">Gross.</param>
public sealed record PremiumTerms(string Company, string Employee, BillingCycle Cycle, Money Amount)
{
    public const string Topic = "premium";

    /// <summary>Once a cycle; another amount is another threshold.</summary>
    internal string Key => string.Create(CultureInfo.InvariantCulture, $"premium/{Company}/{Employee}/{Cycle}/{Amount.Units}");

    internal string Write() => new JsonObject
    {
        ["company"] = Company,
        ["employee"] = Employee,
        ["cycle"] = Cycle.First.ToString("O", CultureInfo.InvariantCulture),
        ["next"] = Cycle.Next.ToString("O", CultureInfo.InvariantCulture),
        ["amount"] = Amount.Units,
    }.ToJsonString();

    /// <exception cref="InvalidDataException">The payload is of another topic.</exception>
    public static PremiumTerms Read(string payload)
    {
        var json = JsonNode.Parse(payload) ?? throw new InvalidDataException("An empty notice.");
        return new PremiumTerms(Member("company").GetValue<string>(), Member("employee").GetValue<string>(), new BillingCycle(Day("cycle"), Day("next")), Money.FromUnits(Member("amount").GetValue<long>()));

        DateOnly Day(string name) => DateOnly.ParseExact(Member(name).GetValue<string>(), "O", CultureInfo.InvariantCulture);
        JsonNode Member(string name) => json[name] ?? throw new InvalidDataException($"A notice without {name}.");
    }
}
