using System.Collections.Immutable;
using PbxBridge.Charging.Prices;

namespace PbxBridge.Charging.Quotas;

/// <summary>What a call asks of its accounts (domain §6.7). The same session and number is the same request, however often it comes (OCS-1).</summary>
/// <param name="Number">Rises within a session.</param>
public abstract record QuotaRequest(SessionId Session, int Number)
{
    /// <summary>Before the call is placed: the first slice of all accounts, or of none.</summary>
    /// <param name="Accounts">Different ones, at least one.</param>
    public sealed record Reserve(SessionId Session, int Number, ImmutableArray<AccountId> Accounts, Tariff Tariff, NodeEpoch Node) : QuotaRequest(Session, Number);

    /// <summary>During the call: debits what was used, reserves the next slice.</summary>
    /// <param name="Used">Since the answer.</param>
    public sealed record Update(SessionId Session, int Number, TimeSpan Used) : QuotaRequest(Session, Number);

    /// <summary>The call has ended: debits the charge of the whole call minus what was debited, and frees the rest.</summary>
    /// <param name="Used">Since the answer.</param>
    public sealed record Terminate(SessionId Session, int Number, TimeSpan Used, ClosingCause Cause) : QuotaRequest(Session, Number);

    /// <summary>The call was never answered: frees everything, debits nothing.</summary>
    public sealed record Release(SessionId Session, int Number) : QuotaRequest(Session, Number);
}
