using System.Globalization;
using PbxBridge.Charging.Cycles;
using PbxBridge.Charging.Prices;
using PbxBridge.Routing.Plans;
using PbxBridge.Storage.Charges;

namespace PbxBridge.Manager.Telemonitor;

/// <summary>What a page of the Telemonitor is asked for: <c>?employee=anna&amp;cycle=2026-11-01&amp;class=Premium</c>, or <c>from</c> and <c>to</c> in the place of the cycle.</summary>
public sealed record TelemonitorQuery
{
    private static readonly DateOnly Earliest = new(2000, 1, 1), Latest = new(2199, 12, 31);

    /// <summary>In <c>payer</c>, in the place of a number: what belongs to nobody in particular.</summary>
    public const string Pbx = "pbx";

    /// <summary>Id, extension or mobile number; null: all.</summary>
    public string? Employee { get; private init; }

    /// <summary>A line, somebody or a number that is gone, or the company's in particular of nobody. Null: not asked for.</summary>
    public ChargePayer? Payer { get; private init; }

    /// <summary>The calls that somebody paid himself are asked for, in the place of those that the company pays.</summary>
    public bool IsOwnAccount { get; private init; }

    public required TelemonitorPeriod Period { get; init; }

    /// <summary>Null: all.</summary>
    public RateClass? Class { get; private init; }

    /// <summary>From 1.</summary>
    public int Page { get; private init; } = 1;

    /// <summary>As a file for spreadsheets.</summary>
    public bool IsFile { get; private init; }

    /// <summary>Why something else is shown than what was asked for; null: it is not.</summary>
    public Sentence? Fault { get; private init; }

    /// <param name="value">The value of a field of the query; null or empty: it was not given.</param>
    public static TelemonitorQuery Read(Func<string, string?> value, CycleSchedule cycles, DateTimeOffset now)
    {
        var (period, fault) = PeriodOf(value, cycles, now);
        return new TelemonitorQuery
        {
            Employee = Given(value("employee")),
            Payer = Given(value("former")) is { } former ? ChargePayer.OfEmployee(former)
                : Given(value("payer")) is not { } payer ? null : payer == Pbx ? ChargePayer.Nobody : ChargePayer.OfNumber(payer),
            IsOwnAccount = value("account") == "own",
            Period = period ?? TelemonitorPeriod.Of(cycles.At(now)),
            Class = Enum.TryParse<RateClass>(value("class"), out var kind) && Enum.IsDefined(kind) ? kind : null,
            Page = int.TryParse(value("page"), NumberStyles.None, CultureInfo.InvariantCulture, out var page) ? Math.Clamp(page, 1, 100_000) : 1,
            // A file cannot say that it is of another period.
            IsFile = value("format") == "csv" && fault is null,
            Fault = fault,
        };
    }

    /// <summary>The name of a file of it: <c>telemonitor-2026-11-01.csv</c>.</summary>
    public string FileName => string.Create(CultureInfo.InvariantCulture, $"telemonitor-{Period.First:yyyy-MM-dd}.csv");

    /// <summary>The address of the same period and class.</summary>
    /// <param name="whose">Fields before these: <c>employee=anna</c>; empty: none.</param>
    public string Address(string path, string whose = "", int page = 1, bool isFile = false)
    {
        List<string> fields = whose.Length > 0 ? [whose] : [];
        fields.Add(Period.Cycle is { } cycle ? $"cycle={cycle}" : string.Create(CultureInfo.InvariantCulture, $"from={Period.First:yyyy-MM-dd}&to={Period.Last:yyyy-MM-dd}"));
        if (Class is { } kind)
            fields.Add($"class={kind}");
        if (page > 1)
            fields.Add(string.Create(CultureInfo.InvariantCulture, $"page={page}"));
        if (isFile)
            fields.Add("format=csv");
        return $"{path}?{string.Join('&', fields)}";
    }

    /// <summary>The field that asks for one payer.</summary>
    public static string Whose(CostPayer payer)
    {
        var (name, value) = FieldOf(payer);
        return $"{name}={Uri.EscapeDataString(value)}";
    }

    /// <summary>The same, as a form has it.</summary>
    public static (string Name, string Value) FieldOf(CostPayer payer) => payer switch
    {
        CostPayer.OfEmployee(var employee) => ("employee", employee.Id),
        CostPayer.OfPbx => ("payer", Pbx),
        { Charged.Employee: { } id } => ("former", id),
        _ => ("payer", payer.Charged.Number),
    };

    private static (TelemonitorPeriod? Period, Sentence? Fault) PeriodOf(Func<string, string?> value, CycleSchedule cycles, DateTimeOffset now)
    {
        if (Given(value("from")) is null && Given(value("to")) is null)
        {
            return Given(value("cycle")) is not { } cycle ? (null, null) : DayOf(cycle) is { } within ? (TelemonitorPeriod.Of(cycles.On(within)), null)
                : (null, new("Nie ma takiego cyklu: pokazano bieżący.", "There is no such cycle: the current one is shown."));
        }

        var today = WarsawTime.Day(now);
        var last = Given(value("to")) is { } to ? DayOf(to) : today;
        var first = Given(value("from")) is { } from ? DayOf(from) : last is { } end ? cycles.On(end).First : null;
        return (first, last) switch
        {
            ({ } one, { } other) when other < one => (null, new("Koniec okresu jest przed początkiem: pokazano bieżący cykl.", "The end is before the beginning: the current cycle is shown.")),
            ({ } one, { } other) when other.DayNumber - one.DayNumber >= TelemonitorPeriod.MostDays =>
                (null, new($"Okres jest dłuższy niż {TelemonitorPeriod.MostDays} dni: pokazano bieżący cykl.", $"These are more than {TelemonitorPeriod.MostDays} days: the current cycle is shown.")),
            ({ } one, { } other) => (new TelemonitorPeriod(one, other, null), null),
            _ => (null, new("Data ma mieć postać RRRR-MM-DD: pokazano bieżący cykl.", "A date is written YYYY-MM-DD: the current cycle is shown.")),
        };
    }

    private static DateOnly? DayOf(string text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day >= Earliest && day <= Latest ? day : null;

    private static string? Given(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
