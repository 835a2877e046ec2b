using System.Collections.Immutable;
using System.Globalization;
using PbxBridge.Routing.Hunting;
using PbxBridge.Routing.Numbering;
using PbxBridge.Routing.Plans;

namespace PbxBridge.Routing.Tests.Hunting;

/// <summary>Drives one hunt and writes its commands as short lines; notes are left out.</summary>
internal sealed class HuntDriver(params PlanStep[] steps)
{
    public static readonly PhoneNumber Line = new("+48600000001");
    public static readonly CallerPresentation Customer = new("+48222222222", null, null, new("+48222222222"), false);

    private readonly HashSet<PhoneNumber> _inCall = [];
    private readonly HashSet<PhoneNumber> _outOfReach = [];
    private Hunt? _hunt;

    private Hunt Hunt => _hunt ??= new(new CallPlan("przyklad", Line, NumberClass.OnNet, [.. steps], []), _inCall.Contains, isOutOfReach: _outOfReach.Contains);

    /// <summary>Members who are in a call through the bridge.</summary>
    public ISet<PhoneNumber> InCall => _inCall;

    /// <summary>Members who could not be reached again and again.</summary>
    public ISet<PhoneNumber> OutOfReach => _outOfReach;

    public static HuntEvent.Started Started => new();

    public HuntState State => Hunt.State;

    public static PhoneNumber Number(int member) => new("+4860100020" + member.ToString(CultureInfo.InvariantCulture));

    /// <summary>A person with a mobile; <paramref name="softphone"/> adds a registered user.</summary>
    public static RingTarget Person(int member, bool softphone = false, PhoneNumber? diverting = null)
    {
        var destinations = ImmutableArray.Create<Destination>(new Destination.ByTrunk("mobile", Number(member)) { Mobile = true });
        if (softphone)
            destinations = destinations.Add(new Destination.ByRegistration("przyklad", "user" + member.ToString(CultureInfo.InvariantCulture)));
        return new RingTarget(Number(member), null, destinations, Customer, diverting);
    }

    public static PlanStep.RingLine RingLine(params RingTarget[] members) =>
        new(Line, [.. members], false, 1, TimeSpan.FromSeconds(15), TimeSpan.FromSeconds(120));

    public static PlanStep.Ring Ring(RingTarget target, params Onward[] onward) =>
        new(target, TimeSpan.FromSeconds(20), [.. onward], onward.Length == 0);

    public static HuntEvent Rings(int leg, bool diverted = false) => new HuntEvent.Provisional(new(leg), diverted);

    public static HuntEvent Answers(int leg, bool diverted = false) => new HuntEvent.Answered(new(leg), diverted);

    public static HuntEvent Fails(int leg, CallCause cause, bool atOnce = false) => new HuntEvent.Failed(new(leg), cause, atOnce);

    public static HuntEvent Redirects(int leg, RingTarget to) => new HuntEvent.Redirected(new(leg), to);

    public static HuntEvent Replies(int leg, bool takes) => new HuntEvent.Replied(new(leg), takes);

    public static HuntEvent TimeOver(HuntTimer timer) => new HuntEvent.TimerExpired(timer);

    public static HuntEvent CallerGone => new HuntEvent.CallerGone();

    public static HuntEvent Ended => new HuntEvent.TreatmentEnded();

    /// <summary>Members whom the hunt told of as out of reach.</summary>
    public List<PhoneNumber> Lost { get; } = [];

    /// <summary>The commands of one event, joined by semicolons.</summary>
    public string On(HuntEvent e)
    {
        var commands = Hunt.On(e);
        Lost.AddRange(commands.OfType<HuntCommand.OutOfReach>().Select(o => o.Member));
        return string.Join("; ", commands.Select(Text).OfType<string>());
    }

    /// <summary>The notes of one event, in Polish, joined by blanks.</summary>
    public string Notes(HuntEvent e) => string.Join(' ', Hunt.On(e).OfType<HuntCommand.Note>().Select(n => n.Step.Sentence.Polish));

    private static string? Text(HuntCommand command) => command switch
    {
        HuntCommand.Invite i => $"invite {i.Leg} {To(i)}{Diverted(i.Diversion)}{(i.RelayEarlyMedia ? " early" : "")}",
        HuntCommand.CancelLeg c => $"cancel {c.Leg} {c.Reason}",
        HuntCommand.HangUp h => $"hangup {h.Leg} {h.Reason}",
        HuntCommand.StartTimer t => $"start {t.Timer} {t.For.TotalSeconds}",
        HuntCommand.StopTimer t => $"stop {t.Timer}",
        HuntCommand.TellRinging => "ringing",
        HuntCommand.TellForwarded f => $"forwarded {f.To}{Diverted(f.By)}",
        HuntCommand.AskToTake a => $"ask {a.Leg}",
        HuntCommand.Connect c => $"connect {c.Leg}",
        HuntCommand.OpenVoicemail v => $"voicemail {v.Mailbox.Owner} {v.Because}",
        HuntCommand.OpenVoicemailMenu m => $"menu {m.Mailbox?.Owner}",
        HuntCommand.OpenTopUp t => $"top-up {t.Company} {t.Account} {t.Code}",
        HuntCommand.Announce a => $"announce {a.What.Value}",
        HuntCommand.Reject r => $"reject {r.Cause}",
        _ => null,
    };

    private static string To(HuntCommand.Invite i) => i.Destination is Destination.ByRegistration r ? r.User : i.Target.Number.Value[^3..];

    private static string Diverted(Diversion? diversion) => diversion is { } d ? $" by {d.By} {d.Reason}" : "";
}
