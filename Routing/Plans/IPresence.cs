using PbxBridge.Routing.Numbering;

namespace PbxBridge.Routing.Plans;

/// <summary>What the planner asks of the present moment. The program implements it over its own tables; a test or the explainer over a few sets. Asked from
/// the thread that plans; the answers must not change during one plan.</summary>
public interface IPresence
{
    /// <summary>The softphone user has at least one contact.</summary>
    bool IsRegistered(string company, string user);

    bool IsTrunkUp(string trunk);

    /// <summary>Other set-ups, still without an answer, of the same pair (LOOP-5); this call is not counted.</summary>
    int ConcurrentSetups(PhoneNumber caller, PhoneNumber called);

    /// <summary>A call of this pair went back to the PBX where it came from within the last two seconds (LOOP-7).</summary>
    bool WasSentBack(string trunk, PhoneNumber caller, PhoneNumber called) => false;

    /// <summary>Calls of this caller that were refused in the last minute (BAR-8); 0 when nobody counts them.</summary>
    int RecentRefusals(PhoneNumber caller) => 0;

    /// <summary>The member who took the last call of this line (§4.3); null: nobody that is known.</summary>
    PhoneNumber? LastAnswered(PhoneNumber line) => null;

    /// <summary>When his last call of this line ended, on a clock that only grows (§4.3); null: he had none that is known.</summary>
    long? LastEnded(PhoneNumber line, PhoneNumber member) => null;
}
