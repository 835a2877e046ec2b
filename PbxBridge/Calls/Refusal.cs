using PbxBridge.Routing.Plans;

namespace PbxBridge.Calls;

/// <summary>Why a call of a known caller is refused before anything is done for it, and what he is told.</summary>
/// <param name="RetryAfter">Seconds; 0: he is not told when to come again.</param>
/// <param name="Step">For the record.</param>
internal sealed record Refusal(CallCause Cause, int Status, int Q850, int RetryAfter, DecisionStep Step)
{
    /// <summary>Seconds after which one who found everything taken may come again.</summary>
    public const int Soon = 5;

    /// <summary>The bridge is being stopped.</summary>
    public static Refusal Drain(int retryAfter) => Of(CallCause.Overload, 503, 42, retryAfter, "N9", "Bramka kończy pracę i nie przyjmuje nowych połączeń.", "The bridge is being stopped and takes no new calls.");

    public static Refusal NoBreadth { get; } = Of(CallCause.Loop, 440, 25, 0, "LOOP-2", "Połączenie nie może już iść dalej: Max-Breadth jest wyczerpane.", "The call must not go to anybody any more: Max-Breadth is used up.");

    public static Refusal TrunkFull { get; } = Of(CallCause.Congestion, 503, 34, Soon, "TRK-9", "Wszystkie kanały łącza są zajęte albo połączeń na sekundę jest za dużo.", "All channels of the trunk are taken, or there are too many calls a second.");

    public static Refusal NoPort { get; } = Of(CallCause.Congestion, 503, 34, Soon, "§3.6", "Nie ma wolnego portu na dźwięk.", "No port is free for the sound.");

    public static Refusal NoSound { get; } = Of(CallCause.Media, 488, 88, 0, "§3.6", "Oferta nie ma dźwięku, który można przekazać.", "The offer has no sound that can be relayed.");

    public FinalHeaders Headers => new(Q850, RetryAfter) { HasNoAudio = Cause == CallCause.Media };

    private static Refusal Of(CallCause cause, int status, int q850, int retryAfter, string rule, string polish, string english) =>
        new(cause, status, q850, retryAfter, new DecisionStep("admission", "INVITE", rule, cause.ToString(), new Sentence(polish, english)));
}
