using PbxBridge.Testing;
using PbxBridge.Tests.Office;

namespace PbxBridge.Tests.Trunks;

/// <summary>A PBX whose calls come from another port than the one that is called.</summary>
public sealed class AnyPortTests
{
    private const string Piotr = "+48601000202";

    private static DialOptions Desk => new() { From = "<sip:8001@203.0.113.80>" };

    [Theory]
    [InlineData(true, 200)]
    [InlineData(false, 401)]
    public void The_port_matters_unless_the_trunk_says_otherwise(bool anyPort, int status)
    {
        using var office = Office(anyPort);
        office.Mobile(Piotr).Answers();
        var elsewhere = office.Peer("pbx-nat", TestOffice.PbxHost, 49_152);
        var call = elsewhere.Dial($"sip:202@{TestOffice.BridgeHost}", Desk);
        office.Run(2);
        Assert.Equal(status, call.FinalStatus);
        call.HangUp();
        office.Run(1);
    }

    [Fact]
    public void A_phone_that_is_registered_behind_the_same_address_stays_a_phone()
    {
        using var office = Office(anyPort: true);
        office.Mobile(Piotr).Answers();
        var anna = office.Softphone("anna", TestOffice.PbxHost);
        var call = anna.Dials("202");
        office.Run(2);
        Assert.Equal(PhoneCallState.Answered, call.State);
        call.HangUp();
        office.Run(1);
        Assert.Equal("+48601000201", office.Record.CallerNumber);
    }

    private static TestOffice Office(bool anyPort) => TestOffice.Demo(new OfficeOptions().WithPbx(trunk => trunk with { AnyPort = anyPort }));
}
