namespace PbxBridge.Routing.Terms;

/// <summary>Where messages for a person go, by the way that he chose (P13, T7).</summary>
/// <param name="To">A mobile number in E.164 for <see cref="NoticeWay.Sms"/>, else an e-mail address.</param>
public sealed record NoticeAddress(NoticeWay Way, string To);

/// <summary>How messages travel.</summary>
public enum NoticeWay
{
    Sms,
    Email,
}
