namespace PbxBridge.Charging.Fees;

/// <summary>A fee to be booked, in the transaction of what raised it.</summary>
/// <param name="Key">Unique: whatever is booked under it a second time is the same fee (FEE-1).</param>
public sealed record FeeEntry(string Key, FeeLine Line)
{
    /// <summary>The time within which a change can be taken back for its fee, where that is switched on (FEE-2).</summary>
    public static readonly TimeSpan RevertWithin = TimeSpan.FromMinutes(15);

    /// <summary>The entry that gives the fee back when the same person takes the change back in time. Only where the operator has chosen so: without that,
    /// a change that was taken back has still happened (FEE-2).</summary>
    /// <returns>Null: too late, or somebody else.</returns>
    public FeeEntry? Reverted(string changedBy, DateTimeOffset changedAt, string revertedBy, DateTimeOffset revertedAt) =>
        changedBy == revertedBy && revertedAt - changedAt <= RevertWithin
            ? new(Key + "/reverted", Line with { Count = -Line.Count, Net = -Line.Net, Gross = -Line.Gross })
            : null;
}
