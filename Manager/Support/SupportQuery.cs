using System.Globalization;
using PbxBridge.Charging.Cycles;
using PbxBridge.Manager.Calls;
using PbxBridge.Routing.Companies;
using PbxBridge.Routing.Plans;
using PbxBridge.Storage.Calls;

namespace PbxBridge.Manager.Support;

/// <summary>What support looks for among the calls of all companies: what a company asks for among its own (<see cref="CallsQuery"/>), <c>company</c>, and the times of day <c>since</c> and
/// <c>until</c>. Of a number its last digits.</summary>
public sealed record SupportQuery
{
    /// <summary>In the place of a company: calls of none.</summary>
    public const string None = "-";

    private static readonly string[] s_fields = ["number", "from", "to", "outcome", "id", "company", "since", "until", "before", "after"];

    public required CallsQuery Calls { get; init; }

    /// <summary>Something is asked for: only then are calls shown.</summary>
    public required bool IsAsked { get; init; }

    /// <summary>As it was typed or chosen; empty: all.</summary>
    public string CompanyText { get; private init; } = "";

    /// <summary>Null: all, or <see cref="IsOfNone"/>.</summary>
    public CompanySnapshot? Company { get; private init; }

    /// <summary>Calls that came to no company.</summary>
    public bool IsOfNone => CompanyText == None;

    /// <summary>Of the first day; null: its begin.</summary>
    public TimeOnly? Since { get; private init; }

    /// <summary>Of the last day, and its minute is one of them; null: the end of the day.</summary>
    public TimeOnly? Until { get; private init; }

    /// <inheritdoc cref="CallsQuery.Fault"/>
    public Sentence? Fault { get; private init; }

    /// <summary>It is the first page of what was found.</summary>
    public bool IsFirstPage => Calls is { Before: null, After: null };

    /// <param name="value">The value of a field of the query; null or empty: it was not given.</param>
    public static SupportQuery Read(Func<string, string?> value, CompanyDirectory directory, DateTimeOffset now)
    {
        var calls = CallsQuery.Read(value, now);
        var text = value("company")?.Trim() ?? "";
        var company = text is "" or None ? null : CompanyOf(text, directory);
        var (since, until) = (TimeOf(value("since")), TimeOf(value("until")));
        Sentence? fault = calls.Fault;
        if (text is not ("" or None) && company is null)
            (text, fault) = ("", new("Nie ma takiej firmy albo jest ich więcej: pokazano wszystkie.", "There is no such company, or there are several: all are shown."));
        if (calls.First == calls.Last && until < since)
            (since, until, fault) = (null, null, new("Koniec okresu jest przed początkiem: pokazano cały dzień.", "The end is before the beginning: the whole day is shown."));
        return new()
        {
            Calls = calls,
            IsAsked = s_fields.Any(field => value(field) is not null),
            CompanyText = company?.Id ?? text,
            Company = company,
            Since = since,
            Until = until,
            Fault = fault,
        };
    }

    /// <summary>A time of day as a form has it.</summary>
    public static string TextOf(TimeOnly? time) => time?.ToString("HH:mm", CultureInfo.InvariantCulture) ?? "";

    /// <inheritdoc cref="CallsQuery.Address"/>
    public string Address(string place, string id) => $"{SupportPages.List}?{Calls.Fields}&company={Uri.EscapeDataString(CompanyText)}&since={TextOf(Since)}&until={TextOf(Until)}&{place}={id}";

    /// <summary>For the audit, in English: no more of a number than was typed.</summary>
    internal string Told()
    {
        var days = string.Create(CultureInfo.InvariantCulture, $"{Calls.First:yyyy-MM-dd} {TextOf(Since)} to {Calls.Last:yyyy-MM-dd} {TextOf(Until)}");
        string?[] parts =
        [
            Calls.Id is { } id ? $"id {id}" : string.Join(' ', days.Split(' ', StringSplitOptions.RemoveEmptyEntries)),
            Calls.Digits.Length > 0 ? $"number {Calls.Digits}" : null,
            Calls.Result is { } result ? CallsQuery.NameOf(result) : null,
            IsOfNone ? "of no company" : null,
        ];
        return $"calls: {string.Join(", ", parts.OfType<string>())}";
    }

    internal CallFilter Filter() => Calls.Filter(Company?.Id) with
    {
        NumberHas = null,
        NumberEndsWith = Calls.Digits,
        IsOfNoCompany = IsOfNone,
        HasOwnAccounts = true,
        From = Calls.Id is null ? WarsawTime.At(Calls.First, Since ?? TimeOnly.MinValue) : null,
        // The whole minute that was given, also when there are two of it.
        To = Calls.Id is not null ? null : Until is { } until ? WarsawTime.At(Calls.Last, until, again: true).AddMinutes(1) : WarsawTime.Midnight(Calls.Last.AddDays(1)),
    };

    // By its id, or the only one that has this in its name.
    private static CompanySnapshot? CompanyOf(string text, CompanyDirectory directory)
    {
        if (directory.Company(text) is { } known)
            return known;
        var named = directory.Companies.Where(company => company.Name.Contains(text, StringComparison.OrdinalIgnoreCase)).Take(2).ToList();
        return named is [var only] ? only : null;
    }

    private static TimeOnly? TimeOf(string? text) => TimeOnly.TryParseExact(text, ["HH:mm", "HH:mm:ss"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)
        ? new TimeOnly(time.Hour, time.Minute)
        : null;
}
