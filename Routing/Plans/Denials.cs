namespace PbxBridge.Routing.Plans;

/// <summary>What the barred caller gets (the table of §5.5).</summary>
internal static class Denials
{
    /// <param name="starHelps">The same number with a star at its end would be connected, if the own account can pay (C9).</param>
    public static (CallCause Cause, string Announcement) Of(DenialReason reason, bool starHelps) => reason switch
    {
        DenialReason.Account => (CallCause.AccountInactive, "A01"),
        DenialReason.System or DenialReason.Unrated => (CallCause.SystemBarred, "A02"),
        DenialReason.PremiumThreshold => (CallCause.PremiumThreshold, "A09"),
        DenialReason.Limit or DenialReason.Credit => (CallCause.LimitReached, "A06"),
        DenialReason.PrivateOff => (CallCause.PrivateOff, "A07"),
        DenialReason.NoFunds => (CallCause.NoFunds, "A08"),
        _ => (CallCause.ProfileBarred, starHelps ? "A03" : "A05"),
    };
}
