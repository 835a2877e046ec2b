using System.Text;

namespace PbxBridge.Sip.Messages;

/// <summary>One Via value (RFC 3261 §20.42, RFC 3581), as slices.</summary>
public readonly ref struct ViaView
{
    private readonly ReadOnlySpan<byte> _parameters;

    private ViaView(ReadOnlySpan<byte> raw, ReadOnlySpan<byte> transport, ReadOnlySpan<byte> sentBy, ReadOnlySpan<byte> host, int port, ReadOnlySpan<byte> parameters)
    {
        Raw = raw;
        Transport = transport;
        SentBy = sentBy;
        Host = host;
        Port = port;
        _parameters = parameters;
    }

    /// <summary>The whole value.</summary>
    public ReadOnlySpan<byte> Raw { get; }

    /// <summary><c>UDP</c>, <c>TCP</c>, <c>TLS</c> or any other token, as written.</summary>
    public ReadOnlySpan<byte> Transport { get; }

    /// <summary><c>host[:port]</c> as written.</summary>
    public ReadOnlySpan<byte> SentBy { get; }

    /// <summary>An IPv6 address keeps its brackets.</summary>
    public ReadOnlySpan<byte> Host { get; }

    /// <summary>0 when none is written.</summary>
    public int Port { get; }

    /// <summary>Empty if none (RFC 2543 clients).</summary>
    public ReadOnlySpan<byte> Branch => Parameter("branch"u8);

    /// <summary>The rport parameter is there, with or without a value.</summary>
    public bool HasRport => TryGetParameter("rport"u8, out _);

    /// <summary>The value of rport; 0 when it has none.</summary>
    public int Rport => Octets.TryNumber(Parameter("rport"u8), 65535, out var port) ? (int)port : 0;

    /// <summary>The address in received, with or without brackets (RFC 5118 §4.5); empty if none.</summary>
    public ReadOnlySpan<byte> Received => Parameter("received"u8);

    /// <summary>From the first semicolon on, that semicolon included; empty if none.</summary>
    public ReadOnlySpan<byte> Parameters => _parameters;

    public bool TryGetParameter(ReadOnlySpan<byte> name, out ReadOnlySpan<byte> value) => ParameterReader.TryFind(_parameters, name, out value);

    private ReadOnlySpan<byte> Parameter(ReadOnlySpan<byte> name) => TryGetParameter(name, out var value) ? value : default;

    /// <summary>False when the value breaks the grammar. What could be read before the fault is in <paramref name="view"/>: with a
    /// <see cref="Host"/> an answer still finds its way.</summary>
    public static bool TryParse(ReadOnlySpan<byte> text, out ViaView view)
    {
        if (!TrySplit(text, out view))
            return false;
        var reader = new ParameterReader(view._parameters);
        while (reader.MoveNext())
        {
        }
        return !reader.IsMalformed;
    }

    /// <summary>Finds the parts without looking at the parameters.</summary>
    internal static bool TrySplit(ReadOnlySpan<byte> text, out ViaView view)
    {
        view = default;
        var raw = Octets.Trim(text);
        if (!TrySkipProtocol(raw, out var rest))
            return false;
        var end = rest.IndexOfAnyExcept(Octets.Token);
        if (end <= 0)
            return false;
        var transport = rest[..end];
        var sentBy = Octets.TrimStart(rest[end..]);
        if (sentBy.Length == rest.Length - end)
            return false;
        var hostLength = HostPort.HostLength(sentBy);
        if (hostLength == 0)
            return false;
        var host = sentBy[..hostLength];
        var port = 0u;
        var used = hostLength;
        var wellFormed = true;
        rest = Octets.TrimStart(sentBy[hostLength..]);
        if (!rest.IsEmpty && rest[0] == ':')
        {
            rest = Octets.TrimStart(rest[1..]);
            end = rest.IndexOfAnyExceptInRange((byte)'0', (byte)'9');
            if (end < 0)
                end = rest.Length;
            wellFormed = Octets.TryNumber(rest[..end], 65535, out port) && port != 0;
            rest = rest[end..];
            used = sentBy.Length - rest.Length;
            rest = Octets.TrimStart(rest);
        }
        view = new ViaView(raw, transport, sentBy[..used], host, (int)port, rest);
        return wellFormed && (rest.IsEmpty || rest[0] == ';');
    }

    private static bool TrySkipProtocol(ReadOnlySpan<byte> text, out ReadOnlySpan<byte> rest)
    {
        rest = text;
        if (text.StartsWith("SIP/2.0/"u8))
        {
            rest = text[8..];
            if (!rest.IsEmpty && !Octets.IsBlank(rest[0]))
                return true;
            rest = text;
        }

        // Slow path: spaces around the slashes (RFC 4475 §3.1.1.1), another version (its 505 must still find its way back).
        for (var part = 0; part < 2; part++)
        {
            var end = rest.IndexOfAnyExcept(Octets.Token);
            if (end <= 0 || (part == 0 && !Ascii.EqualsIgnoreCase(rest[..end], "SIP"u8)))
                return false;
            rest = Octets.TrimStart(rest[end..]);
            if (rest.IsEmpty || rest[0] != '/')
                return false;
            rest = Octets.TrimStart(rest[1..]);
        }
        return true;
    }
}
