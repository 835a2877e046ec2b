using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;
using System.Text;

namespace PbxBridge.Media.Sdp;

/// <summary>Reads the lines of a session description into sections.</summary>
internal sealed class SdpParser
{
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
            if (line.ContainsAnyInRange((byte)0, (byte)8) || line.ContainsAnyInRange((byte)10, (byte)31) || line.Contains((byte)127))
                return $"line {number} of the session description has control characters";
            // Latin-1 keeps every byte as it is, whatever the writer's character set.
            if (!ReadLine((char)line[0], Encoding.Latin1.GetString(line[2..]), out var error))
                return $"line {number} of the session description: {error}";
        }
        CloseSection();
        return number == 0 ? "session description is empty" : "";
    }

    private bool ReadLine(char type, string value, out string error)
    {
        error = "";
        switch (type)
        {
            case 'o' when _section is null:
                _origin = value;
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
                _section.Bandwidths.Add(value);
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

    private void ReadAttribute(string text)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        var name = colon < 0 ? text.TrimEnd() : text[..colon];
        var direction = colon < 0 ? MediaDirections.Parse(name) : null;
        if (_section is null)
            _sessionDirection = direction ?? _sessionDirection;
        else if (direction is not null)
            _section.Direction = direction;
        else
            _section.Attributes.Add(new SdpAttribute(name, colon < 0 ? null : text[(colon + 1)..]));
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

        public static bool TryOpen(string value, [NotNullWhen(true)] out Section? section, out string error)
        {
            section = null;
            var words = value.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (words.Length < 4)
            {
                error = "m= needs media, port, protocol and a format";
                return false;
            }
            // "49170/2" announces two port pairs; only the first is used.
            var portText = words[1].AsSpan();
            var slash = portText.IndexOf('/');
            if (slash >= 0)
                portText = portText[..slash];
            if (!ushort.TryParse(portText, NumberStyles.None, CultureInfo.InvariantCulture, out var port))
            {
                error = "m= has no port between 0 and 65535";
                return false;
            }
            error = "";
            section = new Section(words[0].ToLowerInvariant(), port, words[2], [.. words[3..]]);
            return true;
        }
    }
}
