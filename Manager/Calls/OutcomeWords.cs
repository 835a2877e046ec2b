using PbxBridge.Routing.Plans;
using PbxBridge.Storage.Calls;

namespace PbxBridge.Manager.Calls;

/// <summary>What came of a call or a leg, and who ended it, in words.</summary>
internal static class OutcomeWords
{
    public static readonly Sentence Answered = new("odebrane", "answered");

    /// <summary>In a few words.</summary>
    public static Sentence Of(CallResult result, CallCause cause) => result == CallResult.Answered ? Answered : Of(cause);

    public static Sentence Of(CallResult result) => result switch
    {
        CallResult.Answered => Answered,
        CallResult.NotAnswered => new("nieodebrane", "not answered"),
        _ => new("odmowa lub błąd", "refused or failed"),
    };

    /// <summary>Of a leg. Who took the call on one of his phones has not failed to answer on the others.</summary>
    public static Sentence Of(CallAttempt leg, string? answeredBy) => leg.Outcome switch
    {
        CallCause.Cleared => Answered,
        CallCause.NoAnswer when leg.Target == answeredBy => new("odebrane na innym telefonie", "answered on another phone"),
        var cause => Of(cause),
    };

    public static Sentence Of(CallCause cause) => cause switch
    {
        CallCause.NoAnswer => new("nikt nie odebrał", "nobody answered"),
        CallCause.Busy => new("zajęte", "busy"),
        CallCause.Declined => new("odrzucone przez wywoływanego", "declined by the called person"),
        CallCause.Unreachable => new("telefon niedostępny", "phone out of reach"),
        CallCause.Unallocated => new("nie ma takiego numeru", "no such number"),
        CallCause.Incomplete => new("numer niepełny", "number incomplete"),
        CallCause.Rejected => new("odmowa drugiej strony", "refused by the far side"),
        CallCause.Media => new("brak wspólnego kodeka", "no codec in common"),
        CallCause.Loop => new("pętla połączenia", "the call went in a loop"),
        CallCause.Diverted => new("przejęte przez pocztę głosową lub przekierowanie", "taken by a voicemail or a forwarding"),
        CallCause.NotInService => new("usługa wyłączona", "service not switched on"),
        CallCause.SystemBarred => new("niedozwolone przez operatora", "barred by the operator"),
        CallCause.NotAuthorised => new("dzwoniący nieuprawniony", "caller not authorised"),
        CallCause.Congestion => new("wszystkie kanały łącza zajęte", "all channels of the trunk taken"),
        CallCause.DestinationOutOfOrder => new("łącze nie działa", "trunk down"),
        CallCause.Overload => new("bramka przeciążona", "bridge overloaded"),
        CallCause.Internal => new("błąd bramki", "fault of the bridge"),
        CallCause.CallerGone => new("dzwoniący zrezygnował", "the caller gave up"),
        CallCause.SetupTimeout => new("zestawianie trwało za długo", "set-up took too long"),
        CallCause.Cleared => new("zakończone zwyczajnie", "ended in the normal way"),
        CallCause.NobodyToRing => new("nie było kogo wywołać", "nobody to ring"),
        CallCause.AccountInactive => new("usługi firmy nieaktywne", "the company is not in service"),
        CallCause.ProfileBarred => new("niedozwolone przez profil", "barred by the profile"),
        CallCause.LimitReached => new("limit wykorzystany", "limit used up"),
        CallCause.PrivateOff => new("brak połączeń prywatnych", "no private calls"),
        CallCause.NoFunds => new("brak środków", "no funds"),
        CallCause.PremiumThreshold => new("próg usług premium osiągnięty", "premium threshold reached"),
        CallCause.AnonymousRefused => new("połączenia anonimowe nieprzyjmowane", "anonymous calls not taken"),
        _ => new("nieudane", "failed"),
    };

    public static Sentence Of(ReleasedBy by) => by switch
    {
        ReleasedBy.Caller => new("dzwoniący", "the caller"),
        ReleasedBy.Called => new("wywołany", "the called side"),
        _ => new("bramka", "the bridge"),
    };

    public static Sentence Of(CallService service) => service switch
    {
        CallService.CompanyLine => new("linia firmowa", "company line"),
        CallService.PersonalLine => new("linia osobista", "personal line"),
        CallService.VoicemailDeposit => new("poczta głosowa: nagranie", "voicemail: a message"),
        CallService.VoicemailRetrieval => new("poczta głosowa: odsłuch", "voicemail: menu"),
        CallService.Announcement => new("komunikat", "announcement"),
        CallService.Forward => new("przekierowanie", "forward"),
        CallService.Transfer => new("przekazanie", "transfer"),
        CallService.Emergency => new("alarmowe", "emergency"),
        CallService.TopUp => new("doładowanie", "top-up"),
        _ => new("zwykłe", "ordinary"),
    };
}
