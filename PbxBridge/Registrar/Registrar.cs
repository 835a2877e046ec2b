using System.Text;
using PbxBridge.Access;
using PbxBridge.Calls;
using PbxBridge.Hosting;
using PbxBridge.Routing.Companies;
using PbxBridge.Sip.Loop;
using PbxBridge.Sip.Messages;
using PbxBridge.Sip.Transactions;
using PbxBridge.Sip.Transport;
using PbxBridge.Trunks;

namespace PbxBridge.Registrar;

/// <summary>Answers REGISTER (RFC 3261 §10.3, RFC 3327). Who sends it is proved by <see cref="CallerGate"/> first; a user registers itself only.</summary>
/// <remarks>Loop thread only.</remarks>
internal sealed class Registrar : IContacts
{
    private readonly ILoop _loop;
    private readonly CallerGate _gate;
    private readonly RegistrarOptions _options;
    private readonly ILogger _log;

    public Registrar(ILoop loop, CallerGate gate, CompanyDirectory directory, RegistrarOptions options, ILogger log)
    {
        (_loop, _gate, _options, _log) = (loop, gate, options, log);
        Bindings = new BindingTable(loop, directory, options.UsersPerTurn) { Changed = change => RegistrarLog.Write(log, change) };
        gate.IsKnown = Bindings.IsKnown;
    }

    public Registrar(BridgeParts parts, CallerGate gate)
        : this(parts.Loop, gate, parts.Directory, new RegistrarOptions(), parts.Logs.CreateLogger<Registrar>())
    {
    }

    public BindingTable Bindings { get; }

    /// <summary>Bindings of all users.</summary>
    public int Count => Bindings.Count;

    /// <summary>Where the PBX of a trunk is, the newest contact first.</summary>
    public IReadOnlyList<(RegisteredContact Contact, TrunkTarget Target)> Of(TrunkOwner owner)
    {
        if (owner.Trunk.Credentials is not { } credentials)
            return [];
        var places = new List<(RegisteredContact, TrunkTarget)>();
        foreach (var binding in Bindings.Bindings(RegisteringAccount.Of(owner, credentials)).Reverse())
        {
            var (registration, flow) = (binding.Registration, binding.Registration.NextHop);
            var contact = new RegisteredContact(binding.Contact.Uri, registration.Path, registration.Flow, owner.Trunk.Registration == TrunkRegistration.Gin);
            if (SipUriView.TryParse(binding.Contact.Uri, out var uri))
                places.Add((contact, new TrunkTarget(Encoding.ASCII.GetString(uri.Host).Trim('[', ']'), uri.Port == 0 ? null : uri.Port, flow.Transport, 0, 1) { Flow = flow, Registered = contact }));
        }
        return places;
    }

    /// <summary>Answers a REGISTER, at once or late.</summary>
    public void Receive(ServerTransaction transaction, SipMessage request)
    {
        var result = _gate.Check(transaction, request);
        if (result.Softphone is { } owner)
            Register(transaction, request, RegisteringAccount.Of(owner), null);
        else if (result.Trunk is { Trunk.Credentials: { } credentials } trunk)
            Register(transaction, request, RegisteringAccount.Of(trunk, credentials), trunk);
    }

    public bool IsRegistered(string company, string user) => Bindings.IsRegistered(company, user);

    public IReadOnlyList<LegContact> Of(string company, string user) => Bindings.Of(company, user);

    /// <summary>Who registered from exactly there, the latest one; null when nobody did. An emergency call of a registered phone
    /// needs no challenge.</summary>
    public PhoneIdentity? RegisteredAt(in Flow from) => Bindings.RegisteredAt(from);

    public bool IsRegisteredFlow(in Flow from) => Bindings.IsRegisteredFlow(from);

    /// <summary>The bindings of a TCP or TLS connection end with it.</summary>
    public void ConnectionClosed(Flow flow) => Bindings.ConnectionClosed(flow);

    /// <summary>Takes over changed company data; bindings of users that are gone end.</summary>
    public void Use(CompanyDirectory directory) => Bindings.Use(directory);

    private void Register(ServerTransaction transaction, SipMessage request, in RegisteringAccount owner, TrunkOwner? trunk)
    {
        if (BulkContacts.FaultOf(request, trunk) is { } fault)
        {
            Refuse(transaction, owner, fault);
            return;
        }
        if (!RegisterContacts.TryRead(request, transaction.From, _options, out var contacts, out var refusal))
        {
            Refuse(transaction, owner, refusal);
            return;
        }
        // RFC 6140 §5.2: one number of a PBX cannot leave the others, and does not register by itself here.
        var isOfOne = BulkContacts.IsOfOneNumber(request, trunk);
        if (isOfOne && contacts.Offers.Any(offer => offer.Seconds > 0))
        {
            Refuse(transaction, owner, new RegisterRefusal(403, "The numbers of this account register together"));
            return;
        }
        if (!isOfOne && (contacts.RemovesAll || !contacts.Offers.IsEmpty))
        {
            var registration = Registration.Of(request, transaction.From);
            var plan = BindingPlan.TryMake(Bindings.Bindings(owner), contacts, registration, _options.MaxContacts);
            if (plan is null)
            {
                Refuse(transaction, owner, new RegisterRefusal(500, "CSeq is not above that of the binding"));
                return;
            }
            Bindings.Commit(owner, plan, registration);
        }
        Accept(transaction, request, Bindings.Bindings(owner), trunk is not null);
    }

    private void Refuse(ServerTransaction transaction, in RegisteringAccount owner, RegisterRefusal refusal)
    {
        var writer = transaction.Begin(refusal.Status, Encoding.UTF8.GetBytes(refusal.Phrase));
        if (refusal.Status == 423)
            writer.Header(HeaderId.MinExpires, (long)_options.MinExpires.TotalSeconds);
        if (refusal.Status == 420)
            writer.Header(HeaderId.Unsupported, "gin"u8);
        writer.Finish();
        transaction.Send(writer, refusal.Status);
        RegistrarLog.Refused(_log, owner.Company, owner.Name, transaction.From, refusal.Status, refusal.Phrase);
    }

    private void Accept(ServerTransaction transaction, SipMessage request, IReadOnlyList<Binding> current, bool isTrunk)
    {
        var writer = transaction.Begin(200);
        foreach (var binding in current)
        {
            writer.Begin(HeaderId.Contact);
            writer.Append("<"u8);
            writer.Append(binding.Contact.Uri);
            writer.Append(">"u8);
            writer.Append(binding.Contact.Parameters);
            writer.Append(";expires="u8);
            writer.Append(binding.SecondsLeft(_loop.Now));
            writer.End();
        }
        if (request.ContainsToken(HeaderId.Supported, "path"u8))
            writer.CopyRows(request, HeaderId.Path);
        writer.Header(HeaderId.Supported, isTrunk ? "path, gin"u8 : "path"u8);
        writer.Header(HeaderId.Date, _loop.Time.GetUtcNow().ToString("r"));
        writer.Finish();
        transaction.Send(writer, 200);
    }
}
