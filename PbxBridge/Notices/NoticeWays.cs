using PbxBridge.Configuration;
using PbxBridge.Hosting;

namespace PbxBridge.Notices;

/// <summary>The ways out, as the settings have them.</summary>
internal sealed class NoticeWays(BridgeSettings settings, IBridge bridge, TimeProvider time) : IDisposable
{
    private readonly SmsGateway? _gateway = settings.Notices.Sms.By == SmsBy.Http ? new SmsGateway(settings.Notices.Sms, time) : null;

    public INoticeWay Sms => settings.Notices.Sms.By switch
    {
        SmsBy.Sip => new SipSms(bridge, settings.Notices.Sms, TrunkOf(settings)),
        SmsBy.Http when _gateway is not null => _gateway,
        _ => new NoWay("SMS are switched off (Notices:Sms:By)"),
    };

    public INoticeWay Mail => settings.Notices.Mail.Server.Length > 0 ? new SmtpMail(settings.Notices.Mail, time) : new NoWay("there is no mail server (Notices:Mail:Server)");

    /// <summary>The trunk that texts take.</summary>
    public static string TrunkOf(BridgeSettings settings) =>
        settings.Notices.Sms.Trunk.Length > 0 ? settings.Notices.Sms.Trunk : settings.Operator.MobileTrunk;

    public void Dispose() => _gateway?.Dispose();
}
