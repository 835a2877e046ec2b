using System.Net.Mail;
using System.Net.Sockets;
using System.Text;
using PbxBridge.Charging.Vouchers;
using PbxBridge.Routing.Numbering;
using PbxBridge.Sip.Transport;

namespace PbxBridge.Configuration;

/// <summary>What settings must be together.</summary>
internal static class SettingRules
{
    public static void Check(BridgeSettings settings, SettingsReader reader)
    {
        CheckSip(settings.Sip, reader);
        CheckMedia(settings.Media, reader);
        CheckOperator(settings.Operator, reader);
        CheckSms(settings.Notices.Sms, settings.Operator, reader);
        CheckMail(settings.Notices.Mail, reader);
        if (settings.Vouchers.Secret is { Length: > 0 } secret && Encoding.UTF8.GetByteCount(secret) < VoucherPepper.ShortestSecret)
            reader.Fault(VoucherOptions.SecretKey, $"is too short; it must have at least {VoucherPepper.ShortestSecret} characters");
        if (settings.Security.BanAfter < settings.Security.SlowAfter)
            reader.Fault("Security:BanAfter", $"is {settings.Security.BanAfter}; it must not be below Security:SlowAfter, {settings.Security.SlowAfter}");
        if (!Uri.TryCreate(settings.Web.Url, UriKind.Absolute, out var url) || (url.Scheme != Uri.UriSchemeHttp && url.Scheme != Uri.UriSchemeHttps) || url.AbsolutePath != "/")
            reader.Fault("Web:Url", $"is '{settings.Web.Url}', which is not of the form http://HOST:PORT or https://HOST:PORT");
        if (settings.Web is { Key: not null, Certificate: null })
            reader.Fault("Web:Key", "is given without Web:Certificate");
    }

    private static void CheckSip(SipOptions sip, SettingsReader reader)
    {
        for (var i = 0; i < sip.Listeners.Length; i++)
        {
            // UDP and TCP share a port number, TCP and TLS cannot.
            var one = sip.Listeners[i];
            if (one.Address.Port != 0 && sip.Listeners.Take(i).Any(other => other.Address == one.Address
                && (other.Kind == TransportKind.Udp) == (one.Kind == TransportKind.Udp)))
                reader.Fault($"Sip:Listeners:{i}", $"is {one}; another listener has that address already");
        }

        if (sip.Listeners.Length >= TransportTable.NoListener)
            reader.Fault("Sip:Listeners", $"has more than {TransportTable.NoListener - 1} listeners");
        foreach (var family in new[] { AddressFamily.InterNetwork, AddressFamily.InterNetworkV6 })
        {
            if (sip.Advertised.Count(address => address.AddressFamily == family) > 1)
                reader.Fault("Sip:Advertised", "names more than one address of a family");
        }

        if (sip.Tls is { Key: not null, Certificate: null })
            reader.Fault("Sip:Tls:Key", "is given without Sip:Tls:Certificate");
        if (sip.Tls is { Trust: TlsTrust.Authority, Authorities: null })
            reader.Fault("Sip:Tls:Authorities", "is empty; Sip:Tls:Trust=Authority needs a file with the authorities");
    }

    private static void CheckMedia(MediaOptions media, SettingsReader reader)
    {
        if (media.PortMax <= media.PortMin)
            reader.Fault("Media:PortMax", $"is {media.PortMax}; it must be above Media:PortMin, {media.PortMin}");
        if (media.Advertised is { } told && told.AddressFamily != media.Bind.AddressFamily)
            reader.Fault("Media:Advertised", $"is {told}; it must be of the family of Media:Bind, {media.Bind}");
    }

    private static void CheckOperator(OperatorOptions all, SettingsReader reader)
    {
        var known = string.Join(", ", all.Trunks.Keys);
        if (!all.Trunks.ContainsKey(all.MobileTrunk))
            reader.Fault("Operator:MobileTrunk", $"is '{all.MobileTrunk}', which is no trunk of Operator:Trunks ({known})");
        foreach (var (id, trunk) in all.Trunks)
        {
            if (trunk.BarResponse is not (403 or 603))
                reader.Fault($"Operator:Trunks:{id}:BarResponse", $"is {trunk.BarResponse}; it must be 403 or 603");
            if (trunk.User.Length > 0 != trunk.Password.Length > 0)
                reader.Fault($"Operator:Trunks:{id}:{(trunk.User.Length > 0 ? "Password" : "User")}", "is missing; a trunk that challenges us needs both User and Password");
        }

        for (var i = 0; i < all.EmergencyTrunks.Length; i++)
        {
            if (!all.Trunks.ContainsKey(all.EmergencyTrunks[i]))
                reader.Fault($"Operator:EmergencyTrunks:{i}", $"is '{all.EmergencyTrunks[i]}', which is no trunk of Operator:Trunks ({known})");
        }
    }

    private static void CheckSms(NoticeSmsOptions sms, OperatorOptions all, SettingsReader reader)
    {
        if (sms.Trunk.Length > 0 && !all.Trunks.ContainsKey(sms.Trunk))
            reader.Fault("Notices:Sms:Trunk", $"is '{sms.Trunk}', which is no trunk of Operator:Trunks ({string.Join(", ", all.Trunks.Keys)})");
        if (sms.By == SmsBy.Sip && sms.From.Length > 0 && !SettingText.TryRead(typeof(PhoneNumber), sms.From, out _, out var expected))
            reader.Fault("Notices:Sms:From", $"is '{sms.From}', which {expected}");
        if (sms.By == SmsBy.Http && !(Uri.TryCreate(sms.Url, UriKind.Absolute, out var url) && (url.Scheme == Uri.UriSchemeHttps || url.Scheme == Uri.UriSchemeHttp)))
            reader.Fault("Notices:Sms:Url", $"is '{sms.Url}', which is not of the form https://HOST/PATH; Notices:Sms:By=Http needs it");
    }

    private static void CheckMail(NoticeMailOptions mail, SettingsReader reader)
    {
        if (mail.Server.Length == 0)
            return;
        if (!MailAddress.TryCreate(mail.From, out _))
            reader.Fault("Notices:Mail:From", $"is '{mail.From}', which is not a mail address; Notices:Mail:Server needs one");
        if (mail.User.Length > 0 && !mail.StartTls)
            reader.Fault("Notices:Mail:User", "is given with Notices:Mail:StartTls=false; the password would travel for everybody to read");
    }
}
