using System.Buffers;
using System.Collections.Immutable;
using System.Data.Common;
using System.Globalization;
using System.Text;
using System.Text.Json;
using PbxBridge.Charging.Prices;
using PbxBridge.Storage.Accounts;
using PbxBridge.Storage.Charges;
using PbxBridge.Storage.Databases;
using PbxBridge.Storage.Quotas;

namespace PbxBridge.Storage.Calls;

/// <summary>Keeps <see cref="OpenCall"/>s until their records come. Bound to one connection and one thread; inside the caller's transaction.</summary>
internal sealed class OpenCallTables(Database database, DbConnection connection, string node) : IDisposable
{
    private readonly IStatement _insert = database.Prepare(
        connection, "INSERT INTO open_leg (call, leg, node, epoch, draft, price, accounts) VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (call, leg) DO NOTHING");

    private readonly IStatement _forget = database.Prepare(connection, "DELETE FROM open_leg WHERE call = ?");

    private readonly ArrayBufferWriter<byte> _octets = new(1024);
    private readonly Utf8JsonWriter _json = new(Stream.Null);

    public void Keep(OpenCall open)
    {
        var call = PrivateCall.Masked(open.Call);
        foreach (var leg in open.Legs)
        {
            _insert.Reset();
            _insert.Add(open.Call.Id);
            _insert.Add((long)leg.Charge.Leg);
            _insert.Add(node);
            _insert.Add(open.Epoch);
            Start();
            CallDraft.Write(_json, call, leg.Charge);
            _insert.AddBlob(Written());
            AddPrice(leg.Tariff);
            AddAccounts(leg.Accounts);
            _insert.Run();
        }
    }

    public void Forget(string call)
    {
        _forget.Reset();
        _forget.Add(call);
        _forget.Run();
    }

    public void Dispose()
    {
        _insert.Dispose();
        _forget.Dispose();
        _json.Dispose();
    }

    /// <summary>The price as it was written with the leg; null = free.</summary>
    public static Tariff? Price(string? text) => text is null ? null : PriceText.Read(text, default).Tariff;

    /// <summary>What the leg costs, for each account that it was written with.</summary>
    public static IEnumerable<Posting> Postings(string text, Charging.Rating.Charge charge)
    {
        foreach (var line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var parts = line.Split('\t');
            var cycle = parts[3].Length == 0 ? (DateTimeOffset?)null : DateTimeOffset.FromUnixTimeMilliseconds(long.Parse(parts[3], CultureInfo.InvariantCulture));
            yield return new Posting(new AccountKey(Enum.Parse<AccountKind>(parts[0]), parts[1], parts[2], cycle), charge.In(Enum.Parse<PriceBasis>(parts[4])));
        }
    }

    private void AddPrice(Tariff? tariff)
    {
        if (tariff is null)
        {
            _insert.Add((string?)null);
            return;
        }
        Start();
        PriceText.Write(_json, tariff, PriceBasis.Net, item: null);
        _insert.AddText(Written());
    }

    private void AddAccounts(ImmutableArray<OpenAccount> accounts)
    {
        var text = new StringBuilder();
        foreach (var (account, basis) in accounts)
            text.Append(CultureInfo.InvariantCulture, $"{account.Kind}\t{account.Company}\t{account.Owner}\t{account.Cycle?.ToUnixTimeMilliseconds()}\t{basis}\n");
        _insert.Add(text.ToString());
    }

    private void Start()
    {
        _octets.ResetWrittenCount();
        _json.Reset(_octets);
    }

    private ReadOnlySpan<byte> Written()
    {
        _json.Flush();
        return _octets.WrittenSpan;
    }
}
