using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace PbxBridge.Media.Sdp;

/// <summary>Our side of one leg's offer/answer: the session id of our <c>o=</c> line and its version, which counts up by one exactly when
/// the text changes (RFC 3264 §8).</summary>
/// <remarks>One a leg, kept as long as the leg lives; not thread-safe: it belongs to the call.</remarks>
public sealed class SdpOwner(ulong sessionId, ulong version = 1)
{
    private string? _last;
    private ulong _passed;

    public ulong SessionId { get; } = sessionId;

    /// <summary>The version of the last description written. A leg taken up again after a restart starts with the journalled version.</summary>
    public ulong Version { get; private set; } = version;

    /// <param name="restored">The leg was taken up from the journal: its last text is unknown, so the next one counts as changed.</param>
    public SdpOwner(ulong sessionId, ulong version, bool restored)
        : this(sessionId, version)
    {
        if (restored)
            _last = "";
    }

    /// <param name="rest">All lines after <c>s=</c>.</param>
    internal byte[] Write(IPAddress address, string rest)
    {
        var family = Family(address);
        var text = $"{family} {address}\r\ns=-\r\n{rest}";
        if (_last is not null && _last != text)
            Version++;
        _last = text;
        return Encoding.Latin1.GetBytes(string.Create(CultureInfo.InvariantCulture, $"v=0\r\no=- {SessionId} {Version} IN {text}"));
    }

    /// <summary>The version of a description that is not written but passed on.</summary>
    /// <param name="rest">All lines after <c>s=</c>.</param>
    internal ulong VersionOf(ReadOnlySpan<byte> rest)
    {
        // FNV-1a: a held call keeps 64 bits instead of the text.
        var print = 14_695_981_039_346_656_037UL;
        foreach (var octet in rest)
            print = (print ^ octet) * 1_099_511_628_211UL;
        if (_passed != 0 && _passed != print)
            Version++;
        _passed = print;
        return Version;
    }

    internal static string Family(IPAddress address) => address.AddressFamily == AddressFamily.InterNetworkV6 ? "IP6" : "IP4";
}
