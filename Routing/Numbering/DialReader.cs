using PbxBridge.Routing.Companies;
using PbxBridge.Routing.Plans;

namespace PbxBridge.Routing.Numbering;

/// <summary>The algorithm of §1.5, steps 3 to 12, on one string.</summary>
internal readonly ref struct DialReader
{
    private const int MinInternational = 7;
    private const int MaxInternational = 15;
    private const int NationalLength = 9;
    private readonly string _raw;
    private readonly DialContext _context;
    private readonly ReadOnlySpan<char> _digits;
    private readonly bool _private;

    private DialReader(string raw, DialContext context, ReadOnlySpan<char> digits, bool isPrivate)
    {
        _raw = raw;
        _context = context;
        _digits = digits;
        _private = isPrivate;
    }

    public static DialledNumber Read(string raw, DialledText text, DialContext context)
    {
        if (EmergencyUrn.NumberOf(raw, context.Numbering) is { } sos)
        {
            return new DialReader(raw, context, sos, false).Emergency(sos) ?? new DialReader(raw, context, sos, false).Invalid(CallCause.Unallocated, DialRule.NotANumber);
        }

        var digits = text.Digits;
        var marked = context.TakesPrivateParameter && raw.Contains(";x-private=1", StringComparison.OrdinalIgnoreCase);
        if (context.PrivatePrefix is { } prefix && digits.StartsWith(prefix, StringComparison.Ordinal) && digits.Length > prefix.Length)
        {
            digits = digits[prefix.Length..];
            marked = true;
        }

        if (digits is ['*' or '#', ..])
        {
            var code = new DialReader(raw, context, digits, false);
            return digits.ContainsAnyExcept("0123456789*#") || text.TooLong
                ? code.Invalid(CallCause.Unallocated, DialRule.NotANumber)
                : code.FeatureCode();
        }

        var starred = digits is [.., _, '*'];
        var reader = new DialReader(raw, context, starred ? digits[..^1] : digits, starred || marked);
        return reader.Understand(text);
    }

    private DialledNumber Understand(DialledText text)
    {
        var number = _digits is ['+', ..] ? _digits[1..] : _digits;
        if (_digits.IsEmpty)
        {
            return Invalid(CallCause.Incomplete, DialRule.NotANumber);
        }

        if (text.TooLong || number.ContainsAnyExceptInRange('0', '9'))
        {
            return Invalid(CallCause.Unallocated, DialRule.NotANumber);
        }

        if (AnyEmergency() is { } emergency)
        {
            return emergency;
        }

        if (_digits[0] == '+')
        {
            return International(number, false, DialRule.International);
        }

        return text.Context == PhoneContext.Abroad ? Invalid(CallCause.Unallocated, DialRule.ForeignContext) : Private(text.Context) ?? Public();
    }

    // NUM-6: whatever the context, the mode or the suffix; also behind a zero out of habit (§2.2).
    private DialledNumber? AnyEmergency() =>
        Emergency(_digits)
        ?? After("+48")
        ?? After("0048")
        ?? (_context.Breakout is { } breakout ? After(breakout) : null)
        ?? After("0");

    private DialledNumber? After(string prefix) =>
        _digits.StartsWith(prefix, StringComparison.Ordinal) ? Emergency(_digits[prefix.Length..]) : null;

    private DialledNumber? Emergency(ReadOnlySpan<char> digits) =>
        _context.Numbering.Short(digits) is { Class: NumberClass.Emergency } row
            ? New(DialledKind.Emergency, DialRule.Emergency) with
            {
                Number = new PhoneNumber(digits.ToString()),
                Class = NumberClass.Emergency,
                Row = row,
                Private = false,
            }
            : null;

    private DialledNumber? Private(PhoneContext context)
    {
        if (context is PhoneContext.Poland or PhoneContext.Other)
        {
            return null;
        }

        if (_context.Plan?.Resolve(_digits) is { } target && CalledClass.IsOpen(_context, target))
        {
            return New(DialledKind.PrivatePlan, DialRule.PrivatePlan) with
            {
                Number = target.Number,
                PrivateTarget = target,
                Class = target is PrivateTarget.ToPartner ? NumberClass.PartnerNumber : NumberClass.OnNet,
            };
        }

        if (OfPartner() is { } found)
        {
            return found;
        }

        return context == PhoneContext.PrivateDomain ? Invalid(CallCause.Unallocated, DialRule.UnknownShortNumber) : null;
    }

    private DialledNumber? OfPartner() => PartnerPlan.Find(_context, _digits) is { } found
        ? International(found.Number.Value.AsSpan(1), false, DialRule.SiteCode) with { SiteCode = found.Code }
        : null;

    private DialledNumber Public()
    {
        if (_context.Mode != BreakoutMode.Required && Direct(_digits, false) is { } direct)
        {
            return direct;
        }

        if (_context is { Mode: not BreakoutMode.None, Breakout: { } prefix } && _digits.StartsWith(prefix, StringComparison.Ordinal)
            && Direct(_digits[prefix.Length..], true) is { } outside)
        {
            return outside;
        }

        if (DoubleZero(_digits, false) is { } abroad)
        {
            return abroad;
        }

        if (_digits.Length == NationalLength + 1 && _digits[0] == '0' && National(_digits[1..], false, DialRule.LegacyZero) is { } legacy)
        {
            return legacy;
        }

        return Invalid(_digits.Length < NationalLength ? CallCause.Incomplete : CallCause.Unallocated, DialRule.NothingMatches);
    }

    private DialledNumber? Direct(ReadOnlySpan<char> digits, bool breakout)
    {
        if (DoubleZero(digits, breakout) is { } abroad)
        {
            return abroad;
        }

        if (Short(digits, breakout) is { } found)
        {
            return found;
        }

        if (National(digits, breakout, DialRule.National) is { } national)
        {
            return national;
        }

        if (digits.StartsWith("48", StringComparison.Ordinal) && National(digits[2..], breakout, DialRule.NationalWithCountryCode) is { } complete)
        {
            return complete;
        }

        return digits.Length == 7 && _context is { AllowLocal7: true, AreaCode: { } area }
            ? National(string.Concat(area, digits), breakout, DialRule.LocalSeven)
            : null;
    }

    // 00 and then 0 is no country: the first zero is a break-out prefix.
    private DialledNumber? DoubleZero(ReadOnlySpan<char> digits, bool breakout) =>
        digits is ['0', '0', not '0', ..] ? International(digits[2..], breakout, DialRule.International) : null;

    private DialledNumber? Short(ReadOnlySpan<char> digits, bool breakout)
    {
        if (_context.Numbering.Short(digits) is not { } row)
        {
            return null;
        }

        if (row.Class == NumberClass.ShortSpecial && _context.AreaCode is { } code && _context.Numbering.Area(code) is { } area)
        {
            return New(DialledKind.E164, DialRule.ShortNumber) with
            {
                Number = new PhoneNumber(string.Concat("+48", code, digits)),
                Class = row.Class,
                Row = row,
                Area = area,
                Nsn = string.Concat(code, digits),
                BreakoutUsed = breakout,
            };
        }

        return New(DialledKind.Short, DialRule.ShortNumber) with
        {
            Number = new PhoneNumber(digits.ToString()),
            Class = row.Class,
            Row = row,
            BreakoutUsed = breakout,
        };
    }

    private DialledNumber? National(ReadOnlySpan<char> nsn, bool breakout, DialRule rule)
    {
        if (_context.Numbering.National(nsn, out var area) is not { } row)
        {
            return null;
        }

        var number = new PhoneNumber(string.Concat("+48", nsn));
        var (network, ported) = _context.Directory?.Ported(number, row.Class) ?? (null, row.Class);
        var plain = ported == NumberClass.FixedNational && area?.Code == _context.LocalCode ? NumberClass.FixedLocal : ported;
        var kind = CalledClass.Of(_context, number, plain);
        return New(DialledKind.E164, rule) with
        {
            Number = number,
            Class = kind,
            PortedTo = kind == plain ? network : null,
            Row = row,
            Area = area,
            Nsn = nsn.ToString(),
            BreakoutUsed = breakout,
        };
    }

    private DialledNumber International(ReadOnlySpan<char> digits, bool breakout, DialRule rule)
    {
        if (digits.StartsWith("48", StringComparison.Ordinal))
        {
            return National(digits[2..], breakout, rule)
                ?? Invalid(digits.Length < NationalLength + 2 ? CallCause.Incomplete : CallCause.Unallocated, DialRule.NoSuchNationalNumber);
        }

        if (digits is ['0', ..] || digits.Length > MaxInternational)
        {
            return Invalid(CallCause.Unallocated, DialRule.WrongLength);
        }

        if (digits.Length < MinInternational)
        {
            return Invalid(CallCause.Incomplete, DialRule.WrongLength);
        }

        if (_context.Numbering.Country(digits) is not { } country)
        {
            return Invalid(CallCause.Unallocated, DialRule.NoSuchCountry);
        }

        var trap = rule == DialRule.International && _digits[0] != '+' && digits.Length == NationalLength && _context.Numbering.National(digits, out _) is not null;
        if (trap && _context.RejectDoubleZero)
        {
            return Invalid(CallCause.Unallocated, DialRule.DoubleZeroRefused) with { DoubleZero = true };
        }

        var number = new PhoneNumber(string.Concat("+", digits));
        return New(DialledKind.E164, rule) with
        {
            Number = number,
            Class = CalledClass.Of(_context, number, country.Class),
            Country = country,
            BreakoutUsed = breakout,
            DoubleZero = trap,
        };
    }

    private DialledNumber FeatureCode() => New(DialledKind.FeatureCode, DialRule.FeatureCode) with { Class = NumberClass.FeatureCode };

    private DialledNumber Invalid(CallCause cause, DialRule rule) =>
        New(DialledKind.Invalid, rule) with { Class = NumberClass.Invalid, InvalidAs = cause, Private = false };

    private DialledNumber New(DialledKind kind, DialRule rule) => new()
    {
        Raw = _raw,
        Kind = kind,
        Digits = _digits.SequenceEqual(_raw) ? _raw : _digits.ToString(),
        Rule = rule,
        Private = _private,
        NumberingVersion = _context.Numbering.Version,
    };
}
