using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Globalization;
using PbxBridge.Routing.Numbering;

namespace PbxBridge.Routing.Companies;

/// <summary>The private numbering plan of a company, ready for look-ups: exact entries, then ranges, on the whole string (PPN-6).</summary>
public sealed class PrivatePlan
{
    private const int MaxLength = 8;
    private readonly FrozenDictionary<string, PrivateTarget> _exact;
    private readonly FrozenDictionary<string, PrivateTarget>.AlternateLookup<ReadOnlySpan<char>> _exactBySpan;
    private readonly FrozenDictionary<PhoneNumber, string> _shorts;
    private readonly ImmutableArray<ShortRange> _ranges;
    private readonly ImmutableArray<SiteCode> _codes;

    internal PrivatePlan(CompanySnapshot company)
    {
        Rules = company.Rules;
        var exact = new Dictionary<string, PrivateTarget>();
        var shorts = new Dictionary<PhoneNumber, string>();
        foreach (var target in ExactTargets(company))
        {
            exact.TryAdd(target.Short, target);
            if (target.Number is { } number)
            {
                shorts.TryAdd(number, target.Short);
            }
        }

        _exact = exact.ToFrozenDictionary();
        _exactBySpan = _exact.GetAlternateLookup<ReadOnlySpan<char>>();
        _shorts = shorts.ToFrozenDictionary();
        _ranges = [.. company.PbxRanges.Select(ShortRange.Of).OfType<ShortRange>()];
        _codes = company.SiteCodes;
    }

    public PlanRules Rules { get; }

    /// <summary>The target of a short number, or null.</summary>
    public PrivateTarget? Resolve(ReadOnlySpan<char> digits)
    {
        if (digits.Length is 0 or > MaxLength)
        {
            return null;
        }

        if (_exactBySpan.TryGetValue(digits, out var target))
        {
            return target;
        }

        foreach (var range in _ranges)
        {
            if (range.Offset(digits) is { } offset)
            {
                return new PrivateTarget.ToPbx(digits.ToString(), range.NumberAt(offset), range.Range);
            }
        }

        return null;
    }

    /// <summary>The site code before a short number of a partner company (PPN-11), or null. Code and number together are no longer than a short number (PPN-1).</summary>
    public SiteCode? CodeBefore(ReadOnlySpan<char> digits)
    {
        foreach (var code in _codes)
        {
            if (digits.Length is <= MaxLength && digits.Length > code.Code.Length && digits.StartsWith(code.Code, StringComparison.Ordinal))
            {
                return code;
            }
        }

        return null;
    }

    /// <summary>The short number of a full number, or null when it has none.</summary>
    public string? ExtensionOf(PhoneNumber number)
    {
        if (_shorts.TryGetValue(number, out var found))
        {
            return found;
        }

        foreach (var range in _ranges)
        {
            if (range.ShortOf(number) is { } extension)
            {
                return extension;
            }
        }

        return null;
    }

    private static IEnumerable<PrivateTarget> ExactTargets(CompanySnapshot company)
    {
        foreach (var employee in company.Employees.Where(e => e.Extension is not null))
        {
            yield return new PrivateTarget.ToEmployee(employee.Extension ?? "", employee);
        }

        foreach (var line in company.Lines.Where(l => l.Extension is not null))
        {
            yield return new PrivateTarget.ToLine(line.Extension ?? "", line);
        }

        foreach (var partner in company.PartnerNumbers.Where(p => p.Short is not null))
        {
            yield return new PrivateTarget.ToPartner(partner.Short ?? "", partner);
        }

        if (company.Voicemail.AccessExtension is { } access)
        {
            yield return new PrivateTarget.ToVoicemail(access);
        }

        if (company.PrivateCalls.TopUp is { } topUp)
        {
            yield return new PrivateTarget.ToTopUp(topUp);
        }
    }

    /// <summary>Short numbers of a PBX range, as arithmetic on strings of one length: leading zeros count.</summary>
    private sealed record ShortRange(PbxRange Range, int Length, long First, long Count, ulong Base)
    {
        public static ShortRange? Of(PbxRange range) =>
            range.ShortFrom is { Length: > 0 and <= 8 } first && long.TryParse(first, NumberStyles.None, CultureInfo.InvariantCulture, out var value)
            && NumberKey.Of(range.From) is { } start && range.Count > 0
                ? new(range, first.Length, value, range.Count, start)
                : null;

        public long? Offset(ReadOnlySpan<char> digits) =>
            digits.Length == Length && long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var value)
            && value >= First && value - First < Count
                ? value - First
                : null;

        public PhoneNumber NumberAt(long offset) => NumberKey.NumberOf(Base + (ulong)offset);

        public string? ShortOf(PhoneNumber number) => NumberKey.Of(number) is { } key && key >= Base && key - Base < (ulong)Count
            ? (First + (long)(key - Base)).ToString(CultureInfo.InvariantCulture).PadLeft(Length, '0')
            : null;
    }
}
