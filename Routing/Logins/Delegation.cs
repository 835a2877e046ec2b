using System.Collections.Immutable;

namespace PbxBridge.Routing.Logins;

/// <summary>Employees whom a delegated administrator looks after, and what he may do for them (M6–M9).</summary>
/// <param name="Employees">Ids.</param>
/// <param name="Departments">All who are in them at the moment (M8).</param>
/// <param name="Rights">Of a service administrator: of <see cref="DelegatedRights.ForServices"/>; of a billing administrator: of <see cref="DelegatedRights.ForBilling"/>.</param>
public sealed record Delegation(ImmutableArray<string> Employees, ImmutableArray<string> Departments, DelegatedRights Rights);

/// <summary>The rights that an administrator grants each by itself (M9).</summary>
[Flags]
public enum DelegatedRights
{
    None = 0,

    /// <summary>Assigns profiles, and edits allow and deny lists.</summary>
    Profiles = 1,

    /// <summary>Switches services on and off, with what belongs to them: personal line, forwards, voicemail, private calls.</summary>
    Services = 2,

    /// <summary>Sees the Telemonitor.</summary>
    Costs = 4,

    Limits = 8,

    /// <summary>Thresholds, and where the employee is told.</summary>
    Notices = 16,

    ForServices = Profiles | Services,

    ForBilling = Costs | Limits | Notices,
}
