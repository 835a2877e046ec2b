using System.Text;
using PbxBridge.Routing.Companies;
using PbxBridge.Sip.Digest;
using PbxBridge.Sip.Messages;

namespace PbxBridge.Access;

/// <summary>The digest realms, and which one a request belongs to.</summary>
/// <remarks>Loop thread only.</remarks>
internal sealed class RealmBook
{
    private const int LongestHost = 256;

    private readonly TimeProvider _time;
    private readonly byte[] _secretKey;
    private readonly DigestServerOptions _options;
    private readonly Dictionary<string, DigestServer> _servers = [];
    private Dictionary<string, string> _byDomain = [];
    private Dictionary<string, string>.AlternateLookup<ReadOnlySpan<char>> _lookup;
    private string _default = "";

    /// <param name="secretKey">Of the nonces: at least 16 random octets.</param>
    public RealmBook(TimeProvider time, byte[] secretKey, DigestServerOptions options, CompanyDirectory directory)
    {
        _time = time;
        _secretKey = secretKey;
        _options = options;
        Use(directory);
    }

    public void Use(CompanyDirectory directory)
    {
        _default = directory.Settings.Realm;
        _byDomain = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase) { [_default] = _default };
        foreach (var company in directory.Companies)
            _byDomain.TryAdd(company.Realm, company.Realm);
        _lookup = _byDomain.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    /// <summary>The domain of the address of record (From, for REGISTER To), else of the Request-URI, when a company has it as its realm;
    /// otherwise the operator's realm.</summary>
    public DigestServer Of(SipMessage request)
    {
        var aor = request.Method == SipMethod.Register ? request.To : request.From;
        return Named(RealmOf(aor.Uri) ?? RealmOf(request.RequestUri) ?? _default);
    }

    public DigestServer Named(string realm)
    {
        if (!_servers.TryGetValue(realm, out var server))
            _servers.Add(realm, server = new DigestServer(realm, _time, _secretKey, _options));
        return server;
    }

    private string? RealmOf(ReadOnlySpan<byte> uri)
    {
        if (!SipUriView.TryParse(uri, out var view) || view.Host.Length is 0 or > LongestHost)
            return null;
        Span<char> host = stackalloc char[LongestHost];
        host = host[..Encoding.UTF8.GetChars(view.Host, host)];
        return _lookup.TryGetValue(host, out var realm) ? realm : null;
    }
}
