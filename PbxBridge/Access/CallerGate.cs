using System.Text;
using PbxBridge.Calls;
using PbxBridge.Hosting;
using PbxBridge.Routing.Companies;
using PbxBridge.Sip.Dialogs;
using PbxBridge.Sip.Digest;
using PbxBridge.Sip.Loop;
using PbxBridge.Sip.Messages;
using PbxBridge.Sip.Transactions;
using PbxBridge.Sip.Transport;
using PbxBridge.Trunks;

namespace PbxBridge.Access;

/// <summary>Asks who sent a request and refuses what is not proved (RFC 3261 §22, RFC 7616). Whether a user exists cannot be told from its
/// answers: an unknown user, a wrong password and a blocked source get the same 401, at the same cost.</summary>
/// <remarks>Loop thread only.</remarks>
internal sealed class CallerGate : ICallerGate
{
    private static readonly SoftphoneSecret Nobody = new("", new('0', 32), new('0', 64), new('0', 64));

    private readonly SourceGuard _guard;
    private readonly RealmBook _realms;
    private readonly LateAnswers _late;
    private readonly ILogger _log;
    private CompanyDirectory _directory;

    // PBXs that register, by realm and user.
    private Dictionary<(string Realm, string User), TrunkOwner> _accounts;

    /// <param name="secretKey">Of the nonces: at least 16 random octets.</param>
    public CallerGate(ILoop loop, SourceGuard guard, CompanyDirectory directory, byte[] secretKey, ILogger log, DigestServerOptions? options = null)
    {
        _guard = guard;
        _directory = directory;
        _log = log;
        _realms = new RealmBook(loop.Time, secretKey, options ?? new DigestServerOptions(), directory);
        _late = new LateAnswers(loop, SlowBy);
        _accounts = AccountsOf(directory);
    }

    public CallerGate(BridgeParts parts, TrunkBook trunks)
        : this(
            parts.Loop,
            SourceGuard.Of(parts, trunks),
            parts.Directory,
            parts.NonceKey,
            parts.Logs.CreateLogger<CallerGate>(),
            new DigestServerOptions { NonceLifetime = parts.Security.NonceLifetime, Algorithms = parts.Security.Digests })
    {
    }

    /// <summary>How late a slowed source gets its challenges.</summary>
    public static TimeSpan SlowBy { get; } = TimeSpan.FromSeconds(2);

    /// <summary>An INVITE over UDP from an address where nobody is registered gets no answer unless it carries the right password
    /// (scanner protection, domain §3.1).</summary>
    public bool IgnoresStrangers { get; init; } = true;

    /// <summary>Is somebody registered from that address? The registrar's answer.</summary>
    public Func<IpEndpoint, bool> IsKnown { get; set; } = static _ => false;

    public SourceGuard Guard => _guard;

    /// <summary>Challenges that wait to be sent to slowed sources.</summary>
    public int HeldAnswers => _late.Count;

    public void Use(CompanyDirectory directory)
    {
        _directory = directory;
        _accounts = AccountsOf(directory);
        _realms.Use(directory);
    }

    /// <summary>A REGISTER or another request outside of a dialog. Unless accepted, it is answered or dropped here.</summary>
    public GateResult Check(ServerTransaction transaction, SipMessage request) => Check(new Asker(transaction), request);

    /// <summary>The same for a call.</summary>
    public GateResult Check(InviteUas call, SipMessage invite) => Check(new Asker(call), invite);

    /// <summary>A request from the address of a trunk that has credentials besides.</summary>
    public GateResult Check(ServerTransaction transaction, SipMessage request, TrunkCredentials trunk) => Check(new Asker(transaction), request, trunk);

    /// <summary>The same for a call.</summary>
    public GateResult Check(InviteUas call, SipMessage invite, TrunkCredentials trunk) => Check(new Asker(call), invite, trunk);

    PhoneIdentity? ICallerGate.Admit(InviteUas uas, SipMessage invite) =>
        Check(uas, invite).Softphone is { } owner ? new PhoneIdentity(owner.Company.Id, owner.Softphone.User) : null;

    bool ICallerGate.Admit(InviteUas uas, SipMessage invite, Trunk trunk) =>
        _directory.TrunkOf(trunk.Id) is not { Trunk.Credentials: { } credentials } || Check(uas, invite, credentials).IsAccepted;

    /// <summary>The challenge of the realm that the request belongs to, for a 401 that the caller sends himself.</summary>
    public IHeaderSource ChallengeFor(SipMessage request, bool stale = false) => new Challenge(_realms.Of(request), stale, Challenge.KnowsOnlyMd5(request));

    private static DigestSecret SecretOf(SoftphoneSecret secret) =>
        new(Bytes(secret.Md5), Bytes(secret.Sha256), Bytes(secret.Sha512256));

    private static byte[]? Bytes(string hex) => hex.Length == 0 ? null : Encoding.ASCII.GetBytes(hex);

    private GateResult Check(in Asker asker, SipMessage request)
    {
        var realm = _realms.Of(request);
        SoftphoneOwner? owner = null;
        TrunkOwner? trunk = null;
        var stranger = IsFromStranger(request, asker.From);
        var result = Check(asker, request, realm, stranger, name =>
        {
            owner = _directory.SoftphoneOf(name, realm.Realm);
            if (owner is null && request.Method == SipMethod.Register && _accounts.TryGetValue((realm.Realm, name), out var account))
            {
                trunk = account;
                return SecretOf(account.Trunk.Credentials?.Secret ?? Nobody);
            }
            var secret = SecretOf(owner?.Softphone.Secret ?? Nobody);
            return owner is null ? null : secret;
        });
        if (result == GateOutcome.Accepted && trunk is { } pbx)
            return Admit(asker, request, pbx);
        if (result != GateOutcome.Accepted || owner is not { } found)
            return new GateResult(result);
        if (OwnAddress.IsIn(request, found))
            return new GateResult(GateOutcome.Accepted, found);
        AccessLog.NotOwned(_log, MethodOf(request), found.Softphone.User, asker.From.Remote);
        asker.Refuse(403);
        return new GateResult(GateOutcome.Refused);
    }

    private GateResult Admit(in Asker asker, SipMessage request, TrunkOwner pbx)
    {
        if (Registrar.BulkContacts.IsOwn(request, pbx))
            return new GateResult(GateOutcome.Accepted) { Trunk = pbx };
        AccessLog.NotOwned(_log, MethodOf(request), pbx.Trunk.Id, asker.From.Remote);
        asker.Refuse(403);
        return new GateResult(GateOutcome.Refused);
    }

    private static Dictionary<(string Realm, string User), TrunkOwner> AccountsOf(CompanyDirectory directory)
    {
        var accounts = new Dictionary<(string Realm, string User), TrunkOwner>();
        foreach (var owner in directory.Trunks)
        {
            if (owner.Trunk is { Registration: not TrunkRegistration.None, Credentials: { } account })
                accounts.TryAdd((account.Secret.Realm, account.User), owner);
        }
        return accounts;
    }

    private GateResult Check(in Asker asker, SipMessage request, TrunkCredentials trunk) =>
        new(Check(asker, request, _realms.Named(trunk.Secret.Realm), stranger: false, name => name == trunk.User ? SecretOf(trunk.Secret) : null));

    private GateOutcome Check(in Asker asker, SipMessage request, DigestServer realm, bool stranger, Func<string, DigestSecret?> secretOf)
    {
        var source = asker.From.Remote;
        var verdict = _guard.Judge(source);
        if (verdict == Verdict.Silent)
        {
            asker.Drop();
            return GateOutcome.Silent;
        }
        var proof = realm.Check(request, proxy: false, secretOf, out var user);
        var isRight = proof is DigestVerdict.Accepted or DigestVerdict.Stale;
        if (user is not null && _guard.IsBlocked(user, source))
        {
            // Also the right password: nothing may tell that it is. It does not count against the source, though.
            if (!isRight)
                _guard.Failed(user, source);
            return Refuse(asker, request, realm, DigestVerdict.Refused, verdict, stranger);
        }
        switch (proof)
        {
            case DigestVerdict.Accepted when user is not null:
                _guard.Succeeded(user, source);
                return GateOutcome.Accepted;
            case DigestVerdict.Refused when user is not null:
                _guard.Failed(user, source);
                AccessLog.Refused(_log, MethodOf(request), user, source);
                break;
        }
        return Refuse(asker, request, realm, proof, verdict, stranger);
    }

    private GateOutcome Refuse(in Asker asker, SipMessage request, DigestServer realm, DigestVerdict proof, Verdict verdict, bool stranger)
    {
        if (stranger && proof != DigestVerdict.Stale)
        {
            AccessLog.Ignored(_log, MethodOf(request), asker.From.Remote);
            asker.Drop();
            return GateOutcome.Silent;
        }
        if (proof == DigestVerdict.Malformed)
        {
            asker.Refuse(400, "Credentials are not complete or not for this URI"u8);
            return GateOutcome.Refused;
        }
        var challenge = new Challenge(realm, stale: proof == DigestVerdict.Stale, Challenge.KnowsOnlyMd5(request));
        if (verdict == Verdict.Slow)
            return _late.TryHold(asker, challenge) ? GateOutcome.Challenged : GateOutcome.Silent;
        asker.Refuse(401, default, challenge);
        return GateOutcome.Challenged;
    }

    private bool IsFromStranger(SipMessage request, in Flow from) =>
        IgnoresStrangers && request.Method == SipMethod.Invite && from.Transport == TransportKind.Udp && !IsKnown(from.Remote);

    private static string MethodOf(SipMessage request) => Encoding.UTF8.GetString(request.MethodToken);
}
