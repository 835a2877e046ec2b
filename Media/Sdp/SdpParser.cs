using System.Buffers;
using System.Buffers.Text;
using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Text;

namespace PbxBridge.Media.Sdp;

/// <summary>Reads the lines of a session description into sections. Words that nearly every description has are not made anew (<see cref="SdpWords"/>).</summary>
internal sealed class SdpParser
{
    private static readonly SearchValues<byte> Controls =
        SearchValues.Create([.. Enumerable.Range(0, 32).Where(octet => octet is not ('\t' or '\n' or '\r')).Select(octet => (byte)octet), 127]);

    private readonly ImmutableArray<MediaDescription>.Builder _media = ImmutableArray.CreateBuilder<MediaDescription>(1);
    private string _origin = "";
    private IPAddress? _sessionAddress;
    private MediaDirection _sessionDirection = MediaDirection.SendRecv;
    private Section? _section;

    public static bool TryParse(ReadOnlySpan<byte> body, [NotNullWhen(true)] out SessionDescription? sdp, out string error)
    {
        sdp = null;
        if (body.Length > SessionDescription.MaxBytes)
        {
            error = $"session description of {body.Length} bytes is longer than {SessionDescription.MaxBytes}";
            return false;
        }
        var parser = new SdpParser();
        error = parser.Read(body);
        if (error.Length != 0)
            return false;
        sdp = new SessionDescription(parser._origin, parser._media.ToImmutable());
        return true;
    }

    private string Read(ReadOnlySpan<byte> body)
    {
        var number = 0;
        var hasControls = body.ContainsAny(Controls) || HasStrayReturn(body);
        while (!body.IsEmpty)
        {
            var end = body.IndexOf((byte)'\n');
            var line = end < 0 ? body : body[..end];
            body = end < 0 ? default : body[(end + 1)..];
            if (line.EndsWith("\r"u8))
                line = line[..^1];
            number++;
            if (line.IsEmpty)
                continue;
            if (line.Length < 2 || line[1] != '=')
                return $"line {number} of the session description is not of the form x=value";
            if (number == 1 && !line.SequenceEqual("v=0"u8))
                return "session description does not start with v=0";
            if (hasControls && (line.ContainsAny(Controls) || line.Contains((byte)'\r')))
                return $"line {number} of the session description has control characters";
            if (!ReadLine((char)line[0], line[2..], out var error))
                return $"line {number} of the session description: {error}";
        }
        CloseSection();
        return number == 0 ? "session description is empty" : "";
    }

    // A return that no line feed follows.
    private static bool HasStrayReturn(ReadOnlySpan<byte> body)
    {
        for (var at = body.IndexOf((byte)'\r'); at >= 0; at = body.IndexOf((byte)'\r'))
        {
            body = body[(at + 1)..];
            if (body.IsEmpty || body[0] != (byte)'\n')
                return true;
        }
        return false;
    }

    private bool ReadLine(char type, ReadOnlySpan<byte> value, out string error)
    {
        error = "";
        switch (type)
        {
            case 'o' when _section is null:
                _origin = SdpWords.Text(value);
                return true;
            case 'c' when _section is null:
                _sessionAddress = SessionDescription.ConnectionAddress(value);
                return true;
            case 'c':
                // Several c= lines are layers of multicast; the first counts.
                if (!_section.HasConnection)
                    _section.Address = SessionDescription.ConnectionAddress(value);
                _section.HasConnection = true;
                return true;
            case 'b' when _section is not null:
                _section.Bandwidths.Add(SdpWords.Text(value));
                return true;
            case 'a':
                ReadAttribute(value);
                return true;
            case 'm':
                CloseSection();
                if (_media.Count == SessionDescription.MaxMedia)
                {
                    error = $"more than {SessionDescription.MaxMedia} media";
                    return false;
                }
                return Section.TryOpen(value, out _section, out error);
            default:
                return true;
        }
    }

    private void ReadAttribute(ReadOnlySpan<byte> text)
    {
        var colon = text.IndexOf((byte)':');
        var name = SdpWords.Name(colon < 0 ? text.TrimEnd(" \t"u8) : text[..colon]);
        var direction = colon < 0 ? MediaDirections.Parse(name) : null;
        if (_section is null)
            _sessionDirection = direction ?? _sessionDirection;
        else if (direction is not null)
            _section.Direction = direction;
        else
            _section.Attributes.Add(new SdpAttribute(name, colon < 0 ? null : SdpWords.Text(text[(colon + 1)..])));
    }

    private void CloseSection()
    {
        if (_section is null)
            return;
        _media.Add(new MediaDescription
        {
            Type = _section.Type,
            Port = _section.Port,
            Protocol = _section.Protocol,
            Formats = _section.Formats,
            Address = _section.HasConnection ? _section.Address : _sessionAddress,
            Direction = _section.Direction ?? _sessionDirection,
            Attributes = _section.Attributes.ToImmutable(),
            Bandwidths = _section.Bandwidths.ToImmutable(),
        });
        _section = null;
    }

    private sealed class Section(string type, int port, string protocol, ImmutableArray<string> formats)
    {
        public readonly string Type = type;
        public readonly int Port = port;
        public readonly string Protocol = protocol;
        public readonly ImmutableArray<string> Formats = formats;
        public readonly ImmutableArray<SdpAttribute>.Builder Attributes = ImmutableArray.CreateBuilder<SdpAttribute>();
        public readonly ImmutableArray<string>.Builder Bandwidths = ImmutableArray.CreateBuilder<string>();
        public IPAddress? Address;
        public bool HasConnection;
        public MediaDirection? Direction;

        public static bool TryOpen(ReadOnlySpan<byte> value, [NotNullWhen(true)] out Section? section, out string error)
        {
            section = null;
            var type = SdpWords.Next(ref value);
            var portText = SdpWords.Next(ref value);
            var protocol = SdpWords.Next(ref value);
            var formats = ImmutableArray.CreateBuilder<string>(4);
            for (var format = SdpWords.Next(ref value); !format.IsEmpty; format = SdpWords.Next(ref value))
                formats.Add(SdpWords.Format(format));
            if (formats.Count == 0)
            {
                error = "m= needs media, port, protocol and a format";
                return false;
            }
            // "49170/2" announces two port pairs; only the first is used.
            var slash = portText.IndexOf((byte)'/');
            if (slash >= 0)
                portText = portText[..slash];
            if (!Utf8Parser.TryParse(portText, out ushort port, out var digits) || digits != portText.Length || !char.IsAsciiDigit((char)portText[0]))
            {
                error = "m= has no port between 0 and 65535";
                return false;
            }
            error = "";
            section = new Section(SdpWords.Name(type).ToLowerInvariant(), port, SdpWords.Name(protocol), formats.ToImmutable());
            return true;
        }
    }
}
