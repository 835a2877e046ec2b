using System.Collections.Immutable;

namespace PbxBridge.Charging.Fees;

/// <summary>Which fees an operation raises. A key that the price list does not have costs nothing (F7).</summary>
public static class FeeTable
{
    private const string ConsultantActivates = "CONS_SERVICE_ACTIVATION";
    private const string ConsultantChangesLine = "CONS_LINE_CHANGE";

    /// <param name="operation">What is done.</param>
    /// <param name="actor">A consultant's work costs in addition to the event or activation (FEE-1).</param>
    public static ImmutableArray<string> Keys(FeeOperation operation, FeeActor actor)
    {
        var (own, consultant) = Row(operation);
        return [.. new[] { own, actor == FeeActor.Consultant ? consultant : null }.OfType<string>()];
    }

    // The manager is activated by a consultant always (P12): that is no work that an administrator could do.
    private static (string? Own, string? Consultant) Row(FeeOperation operation) => operation switch
    {
        FeeOperation.ProfileChange => (null, "CONS_PROFILE_CHANGE"),
        FeeOperation.ProfileRestriction => ("EVT_PROFILE_RESTRICT", "CONS_PROFILE_CHANGE"),
        FeeOperation.NumberChange => ("EVT_NUMBER_CHANGE", "CONS_NUMBER_CHANGE"),
        FeeOperation.ManagerActivation => ("ACT_MANAGER", null),
        FeeOperation.CompanyAreaActivation => ("ACT_COMPANY_AREA", ConsultantActivates),
        FeeOperation.CompanyAreaZone => ("ACT_COMPANY_AREA_ZONE", "CONS_AREA_CHANGE"),
        FeeOperation.CompanyAreaChange => (null, "CONS_AREA_CHANGE"),
        FeeOperation.CompanyLineActivation => ("ACT_COMPANY_LINE", ConsultantActivates),
        FeeOperation.CompanyLineChange => (null, ConsultantChangesLine),
        FeeOperation.PersonalLineActivation => ("ACT_PERSONAL_LINE", ConsultantActivates),
        FeeOperation.PersonalLineChange => (null, ConsultantChangesLine),
        FeeOperation.PrivateCallsActivation => ("ACT_PRIVATE_CALLS", ConsultantActivates),
        FeeOperation.PartnerActivation => ("ACT_PARTNER", ConsultantActivates),
        FeeOperation.LimitChange => (null, "CONS_LIMIT_CHANGE"),
        FeeOperation.NoticeChange => (null, "CONS_NOTICE_CHANGE"),
        _ => throw new ArgumentOutOfRangeException(nameof(operation), operation, null),
    };
}
