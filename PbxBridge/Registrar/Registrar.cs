using System.Text;
using PbxBridge.Access;
using PbxBridge.Routing.Companies;
using PbxBridge.Sip.Loop;
using PbxBridge.Sip.Messages;
using PbxBridge.Sip.Transactions;

namespace PbxBridge.Registrar;

/// <summary>Answers REGISTER (RFC 3261 §10.3, RFC 3327). Who sends it is proved by <see cref="CallerGate"/> first; a user registers itself only.</summary>
/// <remarks>Loop thread only.</remarks>
internal sealed class Registrar(ILoop loop, CallerGate gate, BindingTable bindings, RegistrarOptions options, ILogger log)
{
    /// <summary>Answers the request, at once or late.</summary>
    public void RequestReceived(ServerTransaction transaction, SipMessage request)
    {
        if (gate.Check(transaction, request).Softphone is { } owner)
            Register(transaction, request, owner);
    }

    private void Register(ServerTransaction transaction, SipMessage request, in SoftphoneOwner owner)
    {
        if (!RegisterContacts.TryRead(request, transaction.From, options, out var contacts, out var refusal))
        {
            Refuse(transaction, owner, refusal);
            return;
        }
        if (contacts.RemovesAll || !contacts.Offers.IsEmpty)
        {
            var registration = Registration.Of(request, transaction.From);
            var plan = BindingPlan.TryMake(bindings.Bindings(owner.Company.Id, owner.Softphone.User), contacts, registration, options.MaxContacts);
            if (plan is null)
            {
                Refuse(transaction, owner, new RegisterRefusal(500, "CSeq is not above that of the binding"));
                return;
            }
            bindings.Commit(owner, plan, registration);
        }
        Accept(transaction, request, bindings.Bindings(owner.Company.Id, owner.Softphone.User));
    }

    private void Refuse(ServerTransaction transaction, in SoftphoneOwner owner, RegisterRefusal refusal)
    {
        var writer = transaction.Begin(refusal.Status, Encoding.UTF8.GetBytes(refusal.Phrase));
        if (refusal.Status == 423)
            writer.Header(HeaderId.MinExpires, (long)options.MinExpires.TotalSeconds);
        writer.Finish();
        transaction.Send(writer, refusal.Status);
        RegistrarLog.Refused(log, owner.Company.Id, owner.Softphone.User, transaction.From, refusal.Status, refusal.Phrase);
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
            writer.Append(binding.SecondsLeft(loop.Now));
            writer.End();
        }
        if (request.ContainsToken(HeaderId.Supported, "path"u8))
            writer.CopyRows(request, HeaderId.Path);
        writer.Header(HeaderId.Supported, "path"u8);
        writer.Header(HeaderId.Date, loop.Time.GetUtcNow().ToString("r"));
        writer.Finish();
        transaction.Send(writer, 200);
    }
}
