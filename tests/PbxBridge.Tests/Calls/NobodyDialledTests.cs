using PbxBridge.Testing;
using PbxBridge.Tests.Office;

namespace PbxBridge.Tests.Calls;

/// <summary>A Request-URI or Refer-To that names a host and nobody there is no number, though its digits could be one: 178.33.2.250, 17 833 22 50.</summary>
public sealed class NobodyDialledTests
{
    private const string Host = "178.33.2.250";

    [Fact]
    public void A_host_without_a_user_is_not_dialled()
    {
        using var office = TestOffice.Demo();
        var call = office.Pbx.Dial($"sip:{Host}", new() { From = $"<sip:8001@{TestOffice.PbxHost}>" });
        office.Run(2);
        Assert.Equal(484, call.FinalStatus);
        Assert.Empty(office.MobileNetwork.Calls);
    }

    [Fact]
    public void A_transfer_to_a_call_that_is_over_calls_no_number()
    {
        using var office = TestOffice.Demo();
        office.Mobile("+48601000202").Answers();
        office.Desk("8001").Dials("202");
        office.Run(2);
        var piotr = office.Mobile("+48601000202").Call;
        piotr.Refer($"<sip:{Host}:5060?Replaces=gone%3Bto-tag%3D1%3Bfrom-tag%3D2>");
        office.Run(5);
        Assert.Equal("484 terminated", piotr.Notified.Last());
        Assert.Single(office.MobileNetwork.Calls);
        Assert.Equal(PhoneCallState.Answered, office.Pbx.Call.State);
    }
}
