namespace PbxBridge.Routing.Numbering;

/// <summary>One line of the numbering plan: what numbers with this prefix are.</summary>
/// <param name="Prefix">Of a short number, or of a national number (NSN) without country code.</param>
/// <param name="MinLength">Digits of the whole number.</param>
/// <param name="MaxLength">Digits of the whole number.</param>
/// <param name="Class">A mobile row is <see cref="NumberClass.MobileOther"/> unless its subclass is <c>own</c>.</param>
/// <param name="Subclass">Finer kind: <c>sos.police</c>, <c>televoting</c>; empty when there is none.</param>
/// <param name="AlwaysAllowed">No profile or limit bars it.</param>
/// <param name="Free">Charged nothing.</param>
/// <param name="BarredByDefault">Barred unless a profile opens it.</param>
public sealed record NumberRow(
    string Prefix,
    int MinLength,
    int MaxLength,
    NumberClass Class,
    string Subclass,
    bool AlwaysAllowed,
    bool Free,
    bool BarredByDefault,
    Validity Validity);

/// <summary>A geographic zone (strefa numeracyjna): <c>22</c> Warszawa.</summary>
public sealed record AreaZone(string Code, string City, Validity Validity);

/// <summary>A country or a network behind an international prefix.</summary>
/// <param name="Prefix">Country code, longer where a part of it differs: <c>1246</c>.</param>
/// <param name="Zone">EU, EUR, NAM or WLD.</param>
/// <param name="Class"><see cref="NumberClass.International"/> or <see cref="NumberClass.Satellite"/>.</param>
public sealed record CountryZone(string Prefix, string Zone, NumberClass Class, string Polish, string English, Validity Validity);

/// <summary>Days on which a row counts, both ends included. Null: open.</summary>
public readonly record struct Validity(DateOnly? From, DateOnly? To)
{
    public bool Holds(DateOnly on) => (From is not { } from || on >= from) && (To is not { } to || on <= to);

    public bool Overlaps(Validity other) => !(To < other.From) && !(other.To < From);
}
