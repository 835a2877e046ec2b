using System.Text;

namespace PbxBridge.Sip.Messages;

/// <summary>Walks <c>;name=value;name</c> of a header value: spaces around <c>;</c> and <c>=</c>, quoted values (RFC 3261 §25.1, generic-param).</summary>
/// <param name="text">What follows the value proper: empty, or starts with a semicolon.</param>
public ref struct ParameterReader(ReadOnlySpan<byte> text)
{
    private ReadOnlySpan<byte> _rest = text;

    public ReadOnlySpan<byte> Name { get; private set; }

    /// <summary>Empty when there is none; a quoted value keeps its quotes.</summary>
    public ReadOnlySpan<byte> Value { get; private set; }

    /// <summary>The walk stopped because the text breaks the grammar.</summary>
    public bool IsMalformed { get; private set; }

    public bool MoveNext()
    {
        _rest = Octets.TrimStart(_rest);
        if (_rest.IsEmpty)
            return false;
        if (_rest[0] != ';')
            return Malformed();
        _rest = Octets.TrimStart(_rest[1..]);
        var end = _rest.IndexOfAnyExcept(Octets.Token);
        if (end < 0)
            end = _rest.Length;
        if (end == 0)
            return Malformed();
        Name = _rest[..end];
        Value = default;
        _rest = Octets.TrimStart(_rest[end..]);
        if (_rest.IsEmpty || _rest[0] != '=')
            return true;
        _rest = Octets.TrimStart(_rest[1..]);
        return ReadValue();
    }

    private bool ReadValue()
    {
        int end;
        if (!_rest.IsEmpty && _rest[0] == '"')
        {
            end = Octets.ClosingQuote(_rest) + 1;
            if (end == 0)
                return Malformed();
        }
        else
        {
            end = _rest.IndexOfAny(Octets.EndOfValue);
            if (end < 0)
                end = _rest.Length;
        }
        Value = _rest[..end];
        _rest = _rest[end..];
        return true;
    }

    private bool Malformed()
    {
        IsMalformed = true;
        return false;
    }

    public static bool TryFind(ReadOnlySpan<byte> parameters, ReadOnlySpan<byte> name, out ReadOnlySpan<byte> value)
    {
        var reader = new ParameterReader(parameters);
        while (reader.MoveNext())
        {
            if (Ascii.EqualsIgnoreCase(reader.Name, name))
            {
                value = reader.Value;
                return true;
            }
        }
        value = default;
        return false;
    }
}
