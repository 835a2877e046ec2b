using System.Collections.Immutable;

namespace PbxBridge.Routing.Companies;

/// <summary>A company, or every fault of its file: all or nothing.</summary>
public sealed record CompanyFileReading(CompanySnapshot? Company, ImmutableArray<Fault> Faults);
