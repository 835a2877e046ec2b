using PbxBridge.Routing.Numbering;

namespace PbxBridge.Routing.Companies;

/// <summary>A block of numbers that a PBX of the company serves.</summary>
/// <param name="From">First number, E.164.</param>
/// <param name="To">Last number, of the same length.</param>
/// <param name="Trunk">Id of the trunk that leads to the PBX.</param>
/// <param name="ShortFrom">Short number of <paramref name="From"/>; the others follow one to one. Null: the range has no short numbers.</param>
/// <param name="Site">Name of the site where these phones stand; null is the head office.</param>
public sealed record PbxRange(PhoneNumber From, PhoneNumber To, string Trunk, string? ShortFrom = null, string? Site = null)
{
    /// <summary>How many numbers; 0 when the ends do not fit together.</summary>
    public long Count => NumberKey.Of(From) is { } from && NumberKey.Of(To) is { } to && to >= from && From.Value.Length == To.Value.Length
        ? (long)(to - from) + 1
        : 0;

    public bool Contains(PhoneNumber number) =>
        NumberKey.Of(number) is { } key && NumberKey.Of(From) is { } from && NumberKey.Of(To) is { } to && key >= from && key <= to;
}
