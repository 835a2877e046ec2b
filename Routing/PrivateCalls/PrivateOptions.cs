using System.Collections.Immutable;
using PbxBridge.Routing.Numbering;

namespace PbxBridge.Routing.PrivateCalls;

/// <summary>What a company decided about private calls (§5.4).</summary>
public sealed record PrivateOptions
{
    public static readonly PrivateOptions Default = new();

    /// <summary>A private call does not get past the deny list (PRV-3); by default it does (D16).</summary>
    public bool RespectsDenyList { get; init; }

    /// <summary>The star counts for numbers of the network and its partners too (D4); off: it is taken off and forgotten there (PRV-6).</summary>
    public bool OnNet { get; init; } = true;

    /// <summary>A private call gets past the profile to premium numbers too (§5.3).</summary>
    public bool Premium { get; init; }

    /// <summary>Shown outside instead of the employee's own number (PRV-7): a number of the company; null: his own.</summary>
    public PhoneNumber? Cli { get; init; }

    /// <summary>Short number under which employees top up their own accounts; null: by feature code alone (<see cref="TopUpCode"/>).</summary>
    public string? TopUp { get; init; }

    /// <summary>Calls that are private without the star; the first rule that matches counts (C3).</summary>
    public ImmutableArray<PrivateRule> Rules { get; init; } = [];
}
