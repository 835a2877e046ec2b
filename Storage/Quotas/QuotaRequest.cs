using System.Collections.Immutable;

namespace PbxBridge.Storage.Quotas;

/// <summary>Asks for the first slice of a call, before it is sent on.</summary>
/// <param name="Session">The call, and what tells its payers apart when they change: the id of the call, or that and a number.</param>
/// <param name="RequestNo">Grows with every request of the session (OCS-1).</param>
/// <param name="Payers">All or none of them pay.</param>
/// <param name="Draft">What the record of the call needs if the node dies; null = no record is written then.</param>
public sealed record QuotaRequest(string Session, long RequestNo, ImmutableArray<QuotaPayer> Payers, ReadOnlyMemory<byte>? Draft = null)
{
    /// <summary>Since the answer, of a call that talks already and is reserved only from now on; null = it is not answered.</summary>
    public TimeSpan? Talked { get; init; }

    /// <summary>What of this the accounts were charged before, by records of the call; null = nothing.</summary>
    public TimeSpan? Billed { get; init; }
}
