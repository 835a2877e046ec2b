using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using PbxBridge.Charging.Amounts;
using PbxBridge.Charging.Cycles;

namespace PbxBridge.Charging.Prices;

/// <summary>JSON to price list: the form of the file, and what its rows may say.</summary>
internal sealed class PriceListReader(PriceFaults faults)
{
    private static readonly string AllClasses = string.Join(", ", RateClasses.Names.Keys.Order(StringComparer.Ordinal));

    private readonly HashSet<string> _ids = [];
    private readonly RowRules _rules = new();
    private string _list = "";
    private int _version;
    private PriceBasis _basis;
    private decimal _vat;

    public PriceList Read(JsonElement root)
    {
        var file = new PriceObject(root, "$", PriceFields.List, faults);
        var head = ReadHead(file);
        (_list, _version) = (head.Id, head.Version);
        _basis = Basis(file, PriceBasis.Net);
        _vat = Vat(file, 23);
        file.Choice("currency", 0, ("PLN", 0));
        file.Required("calls");
        return new(
            head, [.. file.Objects("calls", PriceFields.Call).Select(ReadCall)],
            [.. file.Objects("fees", PriceFields.Fee).Select(ReadFee).OfType<FeeRow>()]);
    }

    private static PriceListHead ReadHead(PriceObject file)
    {
        file.Matching("$schema", _ => true, "tekst", "a text");
        file.Required("version");
        var from = Midnight(file, "validFrom");
        var to = Midnight(file, "validTo");
        if (to <= from)
        {
            file.Fault("validTo", "musi być późniejsze niż validFrom", "must be later than validFrom");
        }

        file.Required("validFrom");
        return new()
        {
            Id = file.RequiredMatching("id", IsId, "małe litery, cyfry i „-”, do 40 znaków", "lower-case letters, digits and \"-\", at most 40"),
            Version = file.Whole("version", 1, int.MaxValue) ?? 0,
            Name = ReadName(file),
            Company = file.Matching("company", IsId, "identyfikator firmy", "the id of a company"),
            Use = file.Choice("use", PriceUse.Business, ("business", PriceUse.Business), ("private", PriceUse.Private)),
            ValidFrom = from ?? default,
            ValidTo = to,
        };
    }

    private PriceRow ReadCall(PriceObject call)
    {
        var before = faults.Count;
        ImmutableArray<RateClass> classes = call.Required("classes")
            ? [.. call.Texts("classes", RateClasses.Names.ContainsKey, AllClasses, AllClasses).Select(name => RateClasses.Names[name])]
            : [];
        if (classes.IsEmpty && call.Has("classes") && faults.Count == before)
        {
            call.Fault("classes", "podaj przynajmniej jedną klasę", "name at least one class");
        }

        var row = new PriceRow
        {
            Item = ReadItem(call, IsCallId, "litery, cyfry, „-” i „_”, do 40 znaków", "letters, digits, \"-\" and \"_\", at most 40"),
            Name = ReadName(call),
            Classes = classes,
            Numbers = [.. call.Texts("numbers", t => IsNumber(t, 3), "numer, np. +48704123456 albo 118913", "a number like +48704123456 or 118913")],
            Prefixes = [.. call.Texts("prefixes", t => IsNumber(t, 1), "początek numeru, np. +4870", "the first digits of a number, like +4870")],
            Zones = [.. call.Texts("zones", IsZone, "strefa, np. EU", "a zone like EU")],
            Area = call.Flag("area"),
            Tariff = ReadTariff(call),
        };
        _rules.Check(row, call);
        return row;
    }

    private Tariff ReadTariff(PriceObject call)
    {
        if (call.Has("perCall"))
        {
            foreach (var name in new[] { "price", "per", "first", "next", "connectionFee", "freeFor", "minimumCharge" }.Where(call.Has))
            {
                call.Fault(name, "nie pasuje do „perCall”, które zastępuje całą opłatę", "does not go with \"perCall\", which replaces the whole charge");
            }
        }
        else
        {
            call.Required("price");
            call.Required("per");
        }

        return new()
        {
            Price = call.Amount("price", Tariff.PricePlaces) ?? 0,
            Per = call.Seconds("per", 1, 86_400, TimeSpan.FromSeconds(1)),
            First = call.Seconds("first", 1, 3_600, TimeSpan.FromSeconds(1)),
            Next = call.Seconds("next", 1, 3_600, TimeSpan.FromSeconds(1)),
            ConnectionFee = Zloty(call, "connectionFee", Money.Places) ?? Money.Zero,
            Free = call.Seconds("freeFor", 0, 3_600, TimeSpan.Zero),
            MinimumCharge = Zloty(call, "minimumCharge", Money.Places) ?? Money.Zero,
            PerCall = Zloty(call, "perCall", Money.Places),
            Basis = Basis(call, _basis),
            Vat = Vat(call, _vat),
        };
    }

    private FeeRow? ReadFee(PriceObject fee)
    {
        fee.Required("amount");
        var item = ReadItem(fee, t => FeeKeys.KindOf(t) is not null, "klucz SUB_…, EVT_…, ACT_… albo CONS_… z wielkich liter", "a key SUB_…, EVT_…, ACT_… or CONS_… in capitals");
        var row = (Name: ReadName(fee), Amount: Zloty(fee, "amount", 2) ?? Money.Zero, Basis: Basis(fee, _basis), Vat: Vat(fee, _vat));
        return FeeKeys.KindOf(item.Item) is { } kind ? new(item, row.Name, kind, row.Amount, row.Basis, row.Vat) : null;
    }

    /// <summary>An id that no other row has.</summary>
    private PriceItem ReadItem(PriceObject row, Func<string, bool> test, string polish, string english)
    {
        var id = row.RequiredMatching("id", test, polish, english);
        if (id.Length > 0 && !_ids.Add(id))
        {
            row.Fault("id", "taki identyfikator ma już inna pozycja", "another row has this id");

            // A list holds each id once, even one that will be refused.
            id = "";
        }

        return new(_list, _version, id);
    }

    private static Wording ReadName(PriceObject row)
    {
        row.Required("name");
        var name = row.Object("name", PriceFields.Name);
        return new(Text(name, "pl"), Text(name, "en"));
    }

    private static string Text(PriceObject? name, string language) => name?.RequiredMatching(
        language, t => t.Length is > 0 and <= 200 && t == t.Trim() && !t.Any(char.IsControl), "tekst od 1 do 200 znaków", "a text of 1 to 200 characters") ?? "";

    private static DateTimeOffset? Midnight(PriceObject file, string name) =>
        file.Matching(name, t => IsDay(t, out _), "data, np. 2026-01-01", "a date like 2026-01-01") is { } text && IsDay(text, out var day)
            ? WarsawTime.Midnight(day)
            : null;

    private static bool IsDay(string text, out DateOnly day) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out day) && day.Year is >= 2000 and <= 2199;

    private static Money? Zloty(PriceObject row, string name, int places) => row.Amount(name, places) is { } amount ? Money.Of(amount) : null;

    private static PriceBasis Basis(PriceObject row, PriceBasis otherwise) =>
        row.Choice("basis", otherwise, ("net", PriceBasis.Net), ("gross", PriceBasis.Gross));

    private static decimal Vat(PriceObject row, decimal otherwise)
    {
        if (row.Amount("vat", 2) is not { } vat)
        {
            return otherwise;
        }

        if (vat > 100)
        {
            row.Fault("vat", "w procentach, najwyżej 100", "in per cent, at most 100");
        }

        return vat;
    }

    private static bool IsId(string text) =>
        text.Length is > 0 and <= 40 && char.IsAsciiLetterLower(text[0]) && text.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-');

    private static bool IsCallId(string text) =>
        text.Length is > 0 and <= 40 && char.IsAsciiLetter(text[0]) && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_');

    private static bool IsNumber(string text, int min)
    {
        var digits = text.AsSpan(text is ['+', ..] ? 1 : 0);
        return digits.Length >= min && digits.Length <= 15 && !digits.ContainsAnyExceptInRange('0', '9') && (text[0] != '+' || text[1] != '0');
    }

    private static bool IsZone(string text) => text.Length is > 0 and <= 10 && text.All(c => char.IsAsciiLetterUpper(c) || char.IsAsciiDigit(c));
}
