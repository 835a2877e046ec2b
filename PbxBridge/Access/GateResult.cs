using PbxBridge.Routing.Companies;

namespace PbxBridge.Access;

/// <summary>What the gate made of a request. Only an accepted one is still to be answered.</summary>
/// <param name="Softphone">Who it is; null when not accepted, and for a trunk.</param>
internal readonly record struct GateResult(GateOutcome Outcome, SoftphoneOwner? Softphone = null)
{
    /// <summary>The PBX that registers; null for everybody else.</summary>
    public TrunkOwner? Trunk { get; init; }

    public bool IsAccepted => Outcome == GateOutcome.Accepted;

    public CompanySnapshot? Company => Softphone?.Company;
}

/// <summary>Outcomes of <see cref="CallerGate"/>.</summary>
internal enum GateOutcome
{
    Accepted,

    /// <summary>401 went out, or goes out late.</summary>
    Challenged,

    /// <summary>400 or 403 went out.</summary>
    Refused,

    /// <summary>The request is forgotten without an answer.</summary>
    Silent,
}
