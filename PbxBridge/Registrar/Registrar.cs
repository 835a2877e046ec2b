using System.Text;
using PbxBridge.Access;
using PbxBridge.Calls;
using PbxBridge.Hosting;
using PbxBridge.Routing.Companies;
using PbxBridge.Sip.Loop;
using PbxBridge.Sip.Messages;
using PbxBridge.Sip.Transactions;
using PbxBridge.Sip.Transport;

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

    /// <summary>Answers a REGISTER, at once or late.</summary>
    public void Receive(ServerTransaction transaction, SipMessage request)
    {
        if (_gate.Check(transaction, request).Softphone is { } owner)
            Register(transaction, request, owner);
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

    private void Register(ServerTransaction transaction, SipMessage request, in SoftphoneOwner owner)
    {
        if (!RegisterContacts.TryRead(request, transaction.From, _options, out var contacts, out var refusal))
        {
            Refuse(transaction, owner, refusal);
            return;
        }
        if (contacts.RemovesAll || !contacts.Offers.IsEmpty)
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
        Accept(transaction, request, Bindings.Bindings(owner));
    }

    private void Refuse(ServerTransaction transaction, in SoftphoneOwner owner, RegisterRefusal refusal)
    {
        var writer = transaction.Begin(refusal.Status, Encoding.UTF8.GetBytes(refusal.Phrase));
        if (refusal.Status == 423)
            writer.Header(HeaderId.MinExpires, (long)_options.MinExpires.TotalSeconds);
        writer.Finish();
        transaction.Send(writer, refusal.Status);
        RegistrarLog.Refused(_log, owner.Company.Id, owner.Softphone.User, transaction.From, refusal.Status, refusal.Phrase);
    }

    private void Accept(ServerTransaction transaction, SipMessage request, IReadOnlyList<Binding> current)
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
        writer.Header(HeaderId.Supported, "path"u8);
        writer.Header(HeaderId.Date, _loop.Time.GetUtcNow().ToString("r"));
        writer.Finish();
        transaction.Send(writer, 200);
    }
}
