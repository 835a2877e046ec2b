namespace PbxBridge.Charging.Quotas;

/// <summary>The call, or the part of a call that one payer pays: the first half of every request's key (OCS-1).</summary>
public readonly record struct SessionId(string Value)
{
    public override string ToString() => Value;
}
