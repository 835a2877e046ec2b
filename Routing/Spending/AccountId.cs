namespace PbxBridge.Routing.Spending;

/// <summary>Names an account of money, stable for good: <c>piotr-prepaid</c>. Of a private account the employee's company file gives it.</summary>
public readonly record struct AccountId(string Value)
{
    public override string ToString() => Value;
}
