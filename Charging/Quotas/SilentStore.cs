namespace PbxBridge.Charging.Quotas;

/// <summary>What a call does when the store does not answer in time (OCS-5; Credit-Control-Failure-Handling of RFC 8506 §8.14). Emergency calls never ask.</summary>
public static class SilentStore
{
    /// <summary>Nobody's own money and no statutory threshold is overdrawn; a company's limits do not stop its calls.</summary>
    /// <param name="kinds">Of all accounts of the call; the strictest decides.</param>
    public static SilentStoreWay Decide(IEnumerable<AccountKind> kinds, bool answered) =>
        kinds.All(k => k is AccountKind.EmployeeLimit or AccountKind.CompanyCredit) ? SilentStoreWay.GoOn : answered ? SilentStoreWay.RunOut : SilentStoreWay.Refuse;
}
