using System.Collections.Immutable;
using PbxBridge.Routing.Numbering;
using PbxBridge.Routing.Profiles;
using PbxBridge.Routing.Terms;

namespace PbxBridge.Routing.Companies;

/// <summary>What the operator of the bridge decides for every company.</summary>
public sealed record OperatorSettings
{
    /// <summary>Id of the trunk to the mobile network: every number that is not in a PBX range goes there.</summary>
    public string MobileTrunk { get; init; } = "mobile";

    /// <summary>Ids of the trunks that take emergency calls, in the order of trying (NUM-8, D22).</summary>
    public ImmutableArray<string> EmergencyTrunks { get; init; } = ["mobile"];

    /// <summary>Digest realm of companies that name none.</summary>
    public string Realm { get; init; } = "pbxbridge";

    /// <summary>Refuse <c>00</c> with nine digits that are a Polish number (NUM-5), instead of dialling abroad.</summary>
    public bool RejectDoubleZero { get; init; }

    /// <summary>The operator's own id, as <see cref="INumberPortability"/> names it.</summary>
    public string OperatorId { get; init; } = "own";

    /// <summary>Numbers that nobody may call: fraud and the like (BAR-1 step 2).</summary>
    public NumberList BarredNumbers { get; init; } = NumberList.Empty;

    /// <summary>The cell that a phone itself names counts for the company area too (AREA-3); off, only what the network provides does.</summary>
    public bool TrustsPhoneLocation { get; init; }

    /// <summary>Ids of the operator's trunks whose callers get no announcement before a refusal (§5.5): their network plays its own.</summary>
    public ImmutableArray<string> QuietTrunks { get; init; } = [];

    public OperatorTerms Terms { get; init; } = OperatorTerms.Default;
}
