using System.Globalization;
using PbxBridge.Charging.Cycles;
using PbxBridge.Routing.Plans;
using PbxBridge.Storage.Calls;

namespace PbxBridge.Manager.Calls;

/// <summary>What the list of calls is asked for: <c>?number=123&amp;from=2026-11-25&amp;to=2026-11-25&amp;outcome=refused</c>, or <c>id</c>.</summary>
public sealed record CallsQuery
{
    /// <summary>That are shown when nothing else is asked for.</summary>
    public const int UsualDays = 7;

    /// <summary>A rare number is looked for in all calls of the period.</summary>
    public const int MostDays = 31;

    // So many letters of an id are some hours (ULID): fewer would be a search through all times.
    private const int ShortestId = 5;

    private static readonly DateOnly s_earliest = new(2000, 1, 1), s_latest = new(2199, 12, 31);

    /// <summary>As it was typed; empty: none.</summary>
    public string Number { get; private init; } = "";

    public required DateOnly First { get; init; }

    /// <summary>Is one of the days.</summary>
    public required DateOnly Last { get; init; }

    /// <summary>Null: all.</summary>
    public CallResult? Result { get; private init; }

    /// <summary>An id of a call or its beginning, which is looked for at all times; null: none.</summary>
    public string? Id { get; private init; }

    public string? Before { get; private init; }

    public string? After { get; private init; }

    /// <summary>Why something else is shown than what was asked for; null: it is not.</summary>
    public Sentence? Fault { get; private init; }

    /// <summary>All calls of the period may have to be looked at.</summary>
    internal bool IsSearch => Digits.Length > 0 || Result is not null;

    /// <summary>Of the number, as it stands in records: 0048 is written +48 there.</summary>
    internal string Digits => string.Concat(Number.Where(char.IsAsciiDigit)) is var digits && digits.StartsWith("0048", StringComparison.Ordinal) ? digits[2..] : digits;

    /// <param name="value">The value of a field of the query; null or empty: it was not given.</param>
    public static CallsQuery Read(Func<string, string?> value, DateTimeOffset now)
    {
        var today = WarsawTime.Day(now);
        var (first, last, fault) = Days(Given(value("from")), Given(value("to")), today);
        var id = IdOf(Given(value("id")));
        if (id is null && Given(value("id")) is not null)
            fault = new($"Id ma od {ShortestId} do {CallId.Length} liter i cyfr: pokazano ostatnie dni.", $"An id has {ShortestId} to {CallId.Length} letters and digits: the last days are shown.");
        var number = Given(value("number")) is { Length: <= 40 } typed ? typed : "";
        return new CallsQuery
        {
            Number = number,
            First = first,
            Last = last,
            Result = value("outcome") switch
            {
                "answered" => CallResult.Answered,
                "unanswered" => CallResult.NotAnswered,
                "refused" => CallResult.Refused,
                _ => null,
            },
            Id = id,
            Before = WholeId(value("before")),
            After = WholeId(value("after")),
            Fault = number.Length > 0 && !number.Any(char.IsAsciiDigit) ? new("W numerze nie ma cyfr: pokazano wszystkie.", "There are no digits in the number: all are shown.") : fault,
        };
    }

    /// <summary>The value of a field of the form.</summary>
    public static string NameOf(CallResult result) => result switch
    {
        CallResult.Answered => "answered",
        CallResult.Refused => "refused",
        _ => "unanswered",
    };

    /// <summary>The address of the same calls from another place on.</summary>
    /// <param name="place"><c>before</c> or <c>after</c>.</param>
    public string Address(string place, string id) => $"{CallPages.List}?{Fields}&{place}={id}";

    /// <summary>What was asked for, but for the place, as an address has it.</summary>
    internal string Fields => string.Create(
        CultureInfo.InvariantCulture,
        $"number={Uri.EscapeDataString(Number)}&from={First:yyyy-MM-dd}&to={Last:yyyy-MM-dd}&outcome={(Result is { } result ? NameOf(result) : "")}&id={Id}");

    internal CallFilter Filter(string? company) => new(company, From: Id is null ? WarsawTime.Midnight(First) : null, To: Id is null ? WarsawTime.Midnight(Last.AddDays(1)) : null)
    {
        NumberHas = Digits,
        Result = Result,
        IdBegins = Id,
        Before = Before,
        After = After,
    };

    private static (DateOnly First, DateOnly Last, Sentence? Fault) Days(string? from, string? to, DateOnly today)
    {
        var usual = today.AddDays(1 - UsualDays);
        if (from is null && to is null)
            return (usual, today, null);
        var last = to is null ? today : DayOf(to);
        var first = from is not null ? DayOf(from) : last?.AddDays(1 - UsualDays);
        return (first, last) switch
        {
            ({ } one, { } other) when other < one => (usual, today, new("Koniec okresu jest przed początkiem: pokazano ostatnie dni.", "The end is before the beginning: the last days are shown.")),
            ({ } one, { } other) when other.DayNumber - one.DayNumber >= MostDays =>
                (usual, today, new($"Okres jest dłuższy niż {MostDays} dni: pokazano ostatnie dni.", $"These are more than {MostDays} days: the last days are shown.")),
            ({ } one, { } other) => (one, other, null),
            _ => (usual, today, new("Data ma mieć postać RRRR-MM-DD: pokazano ostatnie dni.", "A date is written YYYY-MM-DD: the last days are shown.")),
        };
    }

    private static DateOnly? DayOf(string text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day >= s_earliest && day <= s_latest ? day : null;

    private static string? IdOf(string? text) => text?.ToUpperInvariant() is { Length: >= ShortestId and <= CallId.Length } id && id.All(char.IsAsciiLetterOrDigit) ? id : null;

    private static string? WholeId(string? text) => IdOf(text) is { Length: CallId.Length } id ? id : null;

    private static string? Given(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
