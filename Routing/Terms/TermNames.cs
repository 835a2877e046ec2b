using System.Collections.Immutable;
using PbxBridge.Routing.Companies;

namespace PbxBridge.Routing.Terms;

/// <summary>What a contract is made of, by the names that company files have for it: <c>byOwner</c>.</summary>
public static class TermNames
{
    public static ImmutableArray<(string Name, CompanyState State)> States { get; } = [.. FileNames.States];

    public static ImmutableArray<(string Name, OrderChannel Channel)> Channels { get; } = [.. FileNames.Channels];

    public static ImmutableArray<(string Name, Appointment Appointment)> Appointments { get; } = [.. FileNames.Appointments];

    public static ImmutableArray<(string Name, NoticeWay Way)> Ways { get; } = [.. FileNames.Ways];
}
