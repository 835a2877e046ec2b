using System.Collections.Immutable;
using System.ComponentModel.DataAnnotations;
using PbxBridge.Routing.Numbering;

namespace PbxBridge.Configuration;

/// <summary>What the operator of the bridge decides for every company.</summary>
internal sealed record OperatorOptions
{
    public const string Section = "Operator";

    /// <summary>Trunks that belong to no company, by id: the mobile network, and trunks for emergency calls.</summary>
    public ImmutableSortedDictionary<string, TrunkOptions> Trunks { get; init; } =
        ImmutableSortedDictionary<string, TrunkOptions>.Empty.WithComparers(StringComparer.Ordinal).Add("mobile", new TrunkOptions { Peers = [new("127.0.0.1", 5070)] });

    /// <summary>Id of the trunk to the mobile network.</summary>
    [Required]
    public string MobileTrunk { get; init; } = "mobile";

    /// <summary>Ids of the trunks that take emergency calls, in the order of trying.</summary>
    [MinLength(1)]
    public ImmutableArray<string> EmergencyTrunks { get; init; } = ["mobile"];

    /// <summary>How often OPTIONS asks the companies' PBXs whether they live (TRK-6); 0 switches the question off.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:05:00")]
    public TimeSpan PbxOptionsInterval { get; init; } = TimeSpan.FromSeconds(30);

    public TimerOptions Timers { get; init; } = new();

    /// <summary>Numbers that answer as somebody's voicemail at an operator: not the person (D8).</summary>
    public ImmutableArray<PhoneNumber> DepositNumbers { get; init; } = [];

    /// <summary>Our name among operators, in P-Charging-Vector to the mobile network (orig-ioi, term-ioi; RFC 7315 §4.6); empty: our address.</summary>
    public string Ioi { get; init; } = "";

    /// <summary>Digest realm of companies that name none.</summary>
    [Required]
    public string Realm { get; init; } = "pbxbridge";

    /// <summary>Refuse <c>00</c> with nine digits that are a Polish number (NUM-5).</summary>
    public bool RejectDoubleZero { get; init; }

    /// <summary>Folder of the numbering files; a relative path counts from the program's folder.</summary>
    [Required]
    public string Numbering { get; init; } = "config/numbering";

    /// <summary>The cells of the mobile network (AREA-4), tab-separated; a relative path counts from the program's folder. Empty: only cells that a zone names itself are known.</summary>
    public string Cells { get; init; } = "config/demo-cells.tsv";

    /// <summary>Which network each ported number is in (NUM-2), tab-separated; a relative path counts from the program's folder. Empty: the block of a number tells its network.</summary>
    public string PortedNumbers { get; init; } = "config/demo-ported.tsv";

    /// <summary>Numbers that only take calls, as the regulator lists them (DNO; domain §1.7), tab-separated; a relative path counts from the program's folder. Empty: every number may
    /// call.</summary>
    public string ReceiveOnlyNumbers { get; init; } = "";

    /// <summary>How <see cref="PortedNumbers"/> name the operator's own mobile network.</summary>
    [Required]
    public string Network { get; init; } = "own";

    /// <summary>Price list files; those of one list are its versions. A relative path counts from the program's folder. None: calls are not charged for.</summary>
    public ImmutableArray<string> PriceLists { get; init; } = ["config/demo-prices.json"];

    /// <summary>Who takes back his last change of a company within 15 minutes gets its fees back; without it a change that was taken back has still been made, and is paid
    /// (FEE-2).</summary>
    public bool RefundsRevertedChanges { get; init; }

    /// <summary>Imported into an empty store; a relative path counts from the program's folder. Empty: nothing is.</summary>
    public string FirstCompany { get; init; } = "config/demo-company.json";
}
