using System.Text;
using PbxBridge.Access;
using PbxBridge.Calls;
using PbxBridge.Routing.Companies;
using PbxBridge.Routing.Numbering;
using PbxBridge.Routing.Plans;
using PbxBridge.Sip.Dialogs;
using PbxBridge.Sip.Messages;
using PbxBridge.Sip.Transactions;
using PbxBridge.Storage.Voicemail;
using PbxBridge.Trunks;

namespace PbxBridge.Voicemail;

/// <summary>Lamps: phones and PBXs subscribe to the state of a mailbox and are told when it changes (RFC 3842, domain §4.6).</summary>
/// <remarks>Loop thread only. A phone sees its user's mailbox, whatever it asks for; a PBX those of its company's people, by short number or desk.</remarks>
internal sealed class MessageWaiting(Switchboard board, CallerGate gate, Func<CompanyDirectory> directory)
{
    private const int Shortest = 60;
    private const int MostOfOneMailbox = 10;

    private static readonly byte[] s_summary = "application/simple-message-summary"u8.ToArray();

    private readonly Dictionary<MailboxId, List<Watcher>> _watchers = [];

    /// <summary>Asks the store; its answer comes by <see cref="Counted"/>.</summary>
    public required Action<MailboxId> Count { get; init; }

    /// <summary>Subscriptions that run.</summary>
    public int Subscriptions => _watchers.Values.Sum(watchers => watchers.Count);

    public void Receive(ServerTransaction transaction, SipMessage subscribe)
    {
        if (!IsMessageSummary(subscribe[HeaderId.Event]))
        {
            Refuse(transaction, 489, HeaderId.AllowEvents, UserAgentCore.AllowEvents);
            return;
        }
        var trunk = board.Trunks.Identify(subscribe, transaction.From);
        if (!TryAdmit(transaction, subscribe, trunk, out var lamp))
            return;
        var seconds = Subscription.SecondsOf(subscribe);
        if (lamp.MailboxIn(directory()) is not { } box)
            transaction.Respond(404, "No such mailbox"u8);
        else if (DialogState.ContactUri(subscribe).IsEmpty)
            transaction.Respond(400, "Contact is missing"u8);
        else if (subscribe.Has(HeaderId.Accept) && !Accepts(subscribe))
            transaction.Respond(406);
        else if (seconds is > 0 and < Shortest)
            Refuse(transaction, 423, HeaderId.MinExpires, "60"u8);
        else
            Begin(transaction, subscribe, lamp, box, seconds, symmetric: trunk is null or { IsRegistering: true });
    }

    /// <summary>A message came, was heard or is gone.</summary>
    public void Changed(MailboxId mailbox)
    {
        if (_watchers.ContainsKey(mailbox))
            Count(mailbox);
    }

    public void Counted(MailboxId mailbox, MessageCounts counts)
    {
        if (!_watchers.TryGetValue(mailbox, out var watchers) || directory().Company(mailbox.Company) is not { } company || mailbox.NumberIn(company) is not { } number)
            return;
        foreach (var watcher in watchers.ToArray())
            watcher.Subscription?.Tell(Summary(number, counts, watcher.Host));
    }

    /// <summary>The store does not answer.</summary>
    public void NotCounted(MailboxId mailbox) => End(mailbox, "noresource");

    /// <summary>Takes over changed company data: lamps of mailboxes that are gone go out, and where a phone or number has another owner now, it has to ask again.</summary>
    public void Use(CompanyDirectory changed)
    {
        foreach (var watcher in _watchers.Values.SelectMany(watchers => watchers).ToArray())
        {
            var now = watcher.Lamp.MailboxIn(changed);
            if (now != watcher.Mailbox)
                watcher.Subscription?.End(now is null ? "noresource" : "deactivated");
        }
    }

    private void End(MailboxId mailbox, string reason)
    {
        if (!_watchers.TryGetValue(mailbox, out var watchers))
            return;
        foreach (var watcher in watchers.ToArray())
            watcher.Subscription?.End(reason);
    }

    /// <summary>False when the request has been answered.</summary>
    private bool TryAdmit(ServerTransaction transaction, SipMessage subscribe, Trunk? trunk, out Lamp lamp)
    {
        lamp = default;
        if (trunk is null)
        {
            if (gate.Check(transaction, subscribe).Softphone is not { } owner)
                return false;
            lamp = new(owner.Company.Id, owner.Softphone.User, null);
            return true;
        }
        if (trunk.Company is not { } id || directory().Company(id) is not { } company)
        {
            transaction.Respond(403);
            return false;
        }
        if (trunk.ChallengesPeer && directory().TrunkOf(trunk.Id) is { Trunk.Credentials: { } credentials } && !gate.Check(transaction, subscribe, credentials).IsAccepted)
            return false;
        lamp = new(id, null, CallingNumber.Read(Encoding.UTF8.GetString(subscribe.RequestUri), directory().Numbering, company));
        return true;
    }

    private void Begin(ServerTransaction transaction, SipMessage subscribe, Lamp lamp, MailboxId mailbox, int seconds, bool symmetric)
    {
        if (!_watchers.TryGetValue(mailbox, out var watchers))
            _watchers.Add(mailbox, watchers = []);
        if (watchers.Count >= MostOfOneMailbox)
            watchers[0].Subscription?.End("deactivated");
        var watcher = new Watcher(this, lamp, mailbox, board.HostTowards(transaction.From));
        watchers.Add(watcher);
        watcher.Subscription = Subscription.Accept(board.Core, transaction, subscribe, seconds, symmetric, s_summary, watcher);
    }

    private void Forget(Watcher watcher)
    {
        if (!_watchers.TryGetValue(watcher.Mailbox, out var watchers))
            return;
        watchers.Remove(watcher);
        if (watchers.Count == 0)
            _watchers.Remove(watcher.Mailbox);
    }

    private static byte[] Summary(PhoneNumber owner, MessageCounts counts, string host) => Encoding.ASCII.GetBytes(
        $"Messages-Waiting: {(counts.New > 0 ? "yes" : "no")}\r\nMessage-Account: {Encoding.ASCII.GetString(PartyUris.Number(owner, host))}\r\n"
        + $"Voice-Message: {counts.New}/{counts.Old} (0/0)\r\n");

    private static bool IsMessageSummary(ReadOnlySpan<byte> value)
    {
        var end = value.IndexOf((byte)';');
        return Ascii.EqualsIgnoreCase((end < 0 ? value : value[..end]).Trim(" \t"u8), "message-summary"u8);
    }

    private static bool Accepts(SipMessage subscribe)
    {
        foreach (var value in subscribe.Values(HeaderId.Accept))
        {
            var end = value.IndexOf((byte)';');
            var type = (end < 0 ? value : value[..end]).Trim(" \t"u8);
            if (Ascii.EqualsIgnoreCase(type, s_summary) || type.SequenceEqual("*/*"u8) || Ascii.EqualsIgnoreCase(type, "application/*"u8))
                return true;
        }
        return false;
    }

    private static void Refuse(ServerTransaction transaction, int status, HeaderId header, ReadOnlySpan<byte> value)
    {
        var writer = transaction.Begin(status);
        writer.Header(header, value);
        writer.Finish();
        transaction.Send(writer, status);
    }

    /// <param name="User">Of the softphone that asks for its owner's mailbox; null: a PBX asks.</param>
    /// <param name="Number">Desk or mobile that a PBX asks for; null: nobody's.</param>
    private readonly record struct Lamp(string Company, string? User, PhoneNumber? Number)
    {
        /// <summary>Null: there is none.</summary>
        public MailboxId? MailboxIn(CompanyDirectory directory)
        {
            if (directory.Company(Company) is not { } company)
                return null;
            var employee = User is { } user ? company.SoftphoneOf(user) is { } softphone ? company.EmployeeWith(softphone.Employee) : null
                : Number is { } number ? company.EmployeeAt(number) ?? company.EmployeeWith(number) : null;
            return employee is { VoicemailEnabled: true } ? MailboxId.OfEmployee(Company, employee.Id) : null;
        }
    }

    private sealed class Watcher(MessageWaiting waiting, Lamp lamp, MailboxId mailbox, string host) : ISubscriptionUser
    {
        public Lamp Lamp => lamp;

        public MailboxId Mailbox => mailbox;

        /// <summary>Ours, as the peer knows us.</summary>
        public string Host => host;

        public Subscription? Subscription { get; set; }

        void ISubscriptionUser.Asked(Subscription subscription)
        {
            Subscription = subscription;
            waiting.Count(mailbox);
        }

        void ISubscriptionUser.Ended(Subscription subscription) => waiting.Forget(this);
    }
}
