namespace PbxBridge.Charging.Quotas;

/// <summary>An account of the store. Several are locked in ascending order.</summary>
public readonly record struct AccountId(long Value) : IComparable<AccountId>
{
    public int CompareTo(AccountId other) => Value.CompareTo(other.Value);
}
