using PbxBridge.Routing.Plans;
using PbxBridge.Sip.Transport;
using PbxBridge.Testing;
using PbxBridge.Tests.Office;

namespace PbxBridge.Tests.Calls;

/// <summary>A TCP connection ends, by idleness or because somebody starts anew: who listens where his Contact says is reached over another one.</summary>
public sealed class LostConnectionTests
{
    [Fact]
    public void A_registered_phone_is_called_over_a_new_connection()
    {
        using var office = TestOffice.Demo();
        var anna = office.Softphone("anna", transport: TransportKind.Tcp).Answers();
        office.Mobile("+48601000201").RingsOut();
        office.Network.CloseAll();
        var caller = office.Desk("8001").Dials("201");
        office.Run(3);
        Assert.Equal(PhoneCallState.Answered, caller.State);
        Assert.Equal(PhoneCallState.Answered, anna.Call.State);
        Assert.Equal(1, office.Network.ConnectionCount);
        caller.HangUp();
        office.Run(1);
        Assert.True(anna.Call.WasHungUpByPeer);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_phone_in_a_call_is_hung_up_over_a_new_connection(bool phoneCalls)
    {
        using var office = TestOffice.Demo();
        var anna = office.Softphone("anna", transport: TransportKind.Tcp).Answers();
        office.Mobile("+48601000201").RingsOut();
        var desk = office.Desk("8001").Answers();
        var (placed, taken) = phoneCalls ? (anna, desk) : (desk, anna);
        placed.Dials(phoneCalls ? "8001" : "201");
        office.Run(3);
        Assert.Equal(PhoneCallState.Answered, placed.Phone.Call.State);
        office.Network.CloseAll();
        office.Run(1);
        (phoneCalls ? taken.Call : placed.Phone.Call).HangUp();
        office.Run(1);
        Assert.True(anna.Phone.Call.WasHungUpByPeer);
        Assert.Equal(CallCause.Cleared, office.Record.Outcome);
    }
}
