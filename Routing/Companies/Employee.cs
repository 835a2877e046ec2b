using PbxBridge.Charging.Amounts;
using PbxBridge.Charging.Limits;
using PbxBridge.Routing.Numbering;
using PbxBridge.Routing.PrivateCalls;
using PbxBridge.Routing.Profiles;
using PbxBridge.Routing.Terms;

namespace PbxBridge.Routing.Companies;

/// <summary>A person in the company's network. His number tells who calls and is called; what is his is kept under his id (docs/decisions/0039).</summary>
public sealed record Employee
{
    /// <summary>Key within the company, stable when the number changes: <c>anna</c>; defaults to the mobile's digits.</summary>
    public required string Id { get; init; }

    public required string Name { get; init; }

    /// <summary>E.164, unique on the bridge.</summary>
    public required PhoneNumber Mobile { get; init; }

    /// <summary>Short number; null when he has none.</summary>
    public string? Extension { get; init; }

    /// <summary>The PBX number on his desk, which pairs it with his mobile (TRK-8); null when he has none.</summary>
    public PhoneNumber? Desk { get; init; }

    /// <summary>Name of his site.</summary>
    public required string Site { get; init; }

    public string? Department { get; init; }

    /// <summary>Unanswered calls go to his mailbox, which then exists.</summary>
    public bool VoicemailEnabled { get; init; }

    public PersonalLine? PersonalLine { get; init; }

    /// <summary>He is not rung, and counts as busy (domain §4.5).</summary>
    public bool DoNotDisturb { get; init; }

    /// <summary>Null: none is set.</summary>
    public Forwards? Forwards { get; init; }

    /// <summary>Can be called but not call.</summary>
    public bool Suspended { get; init; }

    /// <summary>Null: nothing is known of his card.</summary>
    public Sim? Sim { get; init; }

    /// <summary>Id of his profile; null: the company's default one.</summary>
    public string? Profile { get; init; }

    /// <summary>His own list beside that of his profile (R6).</summary>
    public NumberList Allowed { get; init; } = NumberList.Empty;

    /// <summary>His own list beside that of his profile.</summary>
    public NumberList Denied { get; init; } = NumberList.Empty;

    public PrivateMode PrivateMode { get; init; }

    /// <summary>Name of the prepaid account that pays his private calls, when it is not kept under his id.</summary>
    public string? PrepaidAccount { get; init; }

    /// <summary>Under this name his prepaid account is kept.</summary>
    public string AccountOwner => PrepaidAccount ?? Id;

    /// <summary>What his prepaid account is credited with once, when it first comes into the store, gross; null: nothing.</summary>
    public Money? StartBalance { get; init; }

    /// <summary>Null: the company's default one.</summary>
    public CostLimit? Limit { get; init; }

    /// <summary>Statutory threshold of premium rate services (§6.6); null: the company's default one, else 35 zł.</summary>
    public PremiumThreshold? Premium { get; init; }

    /// <summary>Where he is told of his limit; null: nowhere.</summary>
    public NoticeAddress? Notice { get; init; }

    /// <summary>Services of the company that he does not have.</summary>
    public ServiceSet ServicesOff { get; init; }

    /// <summary>Callers who withhold their number are refused (ACR, RFC 5079).</summary>
    public bool RejectsAnonymous { get; init; }
}
