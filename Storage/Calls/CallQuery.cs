namespace PbxBridge.Storage.Calls;

/// <summary>A <see cref="CallFilter"/> as it is asked of the database.</summary>
internal sealed class CallQuery
{
    // An id is made a moment before or after the start time that is written into the record.
    private static readonly TimeSpan IdSlack = TimeSpan.FromMinutes(1);

    // What was dialled is digits or an address: sip:512345678@host;user=phone, with a star or parameters behind the number; tel:+48512345678;phone-context=x.
    private const string DialledEnds =
        "dialled LIKE @EndsAt OR dialled LIKE @EndsStar OR dialled LIKE @EndsEscaped ESCAPE '!' OR dialled LIKE @EndsToldAt OR (dialled NOT LIKE '%@%' AND (dialled LIKE @Ends OR dialled LIKE @EndsTold))";

    private readonly CallFilter _filter;
    private readonly string _where;
    private readonly string _order;

    public CallQuery(CallFilter filter, int count)
    {
        _filter = filter;
        _order = filter.After is null ? "DESC" : "ASC";
        var (ends, has) = (Digits(filter.NumberEndsWith), Digits(filter.NumberHas));
        var (low, high) = Ids(filter);
        string?[] conditions =
        [
            filter.Company is null ? null : filter.HasOwnAccounts ? "company = @Company" : "company = @Company AND (billing IS NULL OR billing <> 'PrivatePrepaid')",
            filter.IsOfNoCompany ? "company IS NULL" : null,
            ends.Length == 0 ? null : $"(caller LIKE @Ends OR called LIKE @Ends OR {DialledEnds})",
            // What was dialled is an address: the digits of its host and port are no number.
            has.Length == 0 ? null : "(caller LIKE @Has OR called LIKE @Has OR dialled LIKE @HasAt OR (dialled LIKE @Has AND dialled NOT LIKE '%@%'))",
            filter.Result is { } result ? CallResults.Condition(result) : null,
            filter.From is null ? null : "started_at >= @From",
            filter.To is null ? null : "started_at < @To",
            low == CallId.Lowest ? null : "id >= @low",
            high == CallId.AboveAll ? null : "id < @high",
        ];
        var some = string.Join(" AND ", conditions.OfType<string>());
        _where = some.Length == 0 ? "" : "WHERE " + some;
        Parameters = new
        {
            filter.Company,
            Ends = "%" + ends,
            EndsAt = "%" + ends + "@%",
            EndsStar = "%" + ends + "*@%",
            EndsEscaped = "%" + ends + "!%2A@%",
            EndsTold = "%" + ends + ";%",
            EndsToldAt = "%" + ends + ";%@%",
            Has = "%" + has + "%",
            HasAt = "%" + has + "%@%",
            low,
            high,
            From = filter.From?.ToUnixTimeMilliseconds(),
            To = filter.To?.ToUnixTimeMilliseconds(),
            count,
        };
    }

    public object Parameters { get; }

    public string OfAll => Text("call_record", _where, "id");

    /// <summary>Of one company's, where they are sorted in runs: those that are not yet.</summary>
    public string OfUnsorted => Text("call_unsorted", _where, "id");

    /// <summary>And those that are.</summary>
    public string OfSorted => Text("call_of_company CROSS JOIN call_record ON id = call", _where + " AND owner = @Company AND call >= @low AND call < @high", "call");

    /// <summary>As many of them as are asked for, the newest first.</summary>
    public IReadOnlyList<CallSummary> Shown(IEnumerable<RecordRow> rows, int count)
    {
        var newest = rows.DistinctBy(row => row.Id).OrderByDescending(row => row.Id, StringComparer.Ordinal);
        return [.. (_filter.After is null ? newest.Take(count) : newest.TakeLast(count)).Select(row => row.ToSummary())];
    }

    private static string Digits(string? text) => text is null ? "" : string.Concat(text.Where(char.IsAsciiDigit));

    // From where and to where, exclusive, ids are: they tell when their calls began, so that calls of another time are not looked at.
    private static (string Low, string High) Ids(CallFilter filter)
    {
        List<string> lows = [filter.From is { } from ? CallId.Floor(from - IdSlack) : CallId.Lowest], highs = [filter.To is { } to ? CallId.Floor(to + IdSlack) : CallId.AboveAll];
        if (filter.IdBegins is { } begin)
        {
            lows.Add(begin);
            highs.Add(begin + CallId.AboveAll);
        }

        // All ids have one length: what goes on behind an id is the first after it.
        if (filter.After is { } after)
            lows.Add(after + "0");
        if (filter.Before is { } before)
            highs.Add(before);
        return (lows.Max(StringComparer.Ordinal) ?? CallId.Lowest, highs.Min(StringComparer.Ordinal) ?? CallId.AboveAll);
    }

    private string Text(string from, string where, string order) => $"SELECT {RecordRow.SummaryColumns} FROM {from} {where} ORDER BY {order} {_order} LIMIT @count";
}
