using PbxBridge.Testing;

namespace PbxBridge.Tests.Calls;

/// <summary>Descriptions that phones offer.</summary>
internal static class Offer
{
    public static string Hold(SipPhone phone, int version = 2) => With(phone, version, "a=sendonly\r\n");

    public static string Resume(SipPhone phone, int version = 3) => With(phone, version, "a=sendrecv\r\n");

    private static string With(SipPhone phone, int version, string direction) =>
        phone.Sdp.Replace("1 1 IN", $"1 {version} IN", StringComparison.Ordinal) + direction;
}
