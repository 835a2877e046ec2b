using System.Collections.Immutable;
using PbxBridge.Routing.Companies;

namespace PbxBridge.Routing.Terms;

/// <summary>The services by the names that company files have for them: <c>companyArea</c>.</summary>
public static class ServiceNames
{
    public static ImmutableArray<(string Name, ServiceKind Service)> All { get; } = [.. FileNames.Services];
}
