using PbxBridge.Testing;

namespace PbxBridge.Sip.Tests.Dialogs;

public sealed class BasicCallTests
{
    [Fact]
    public void A_call_to_us_is_answered_acknowledged_and_hung_up_by_the_caller()
    {
        using var stack = new TestStack();
        var phone = stack.NewPhone();
        var call = phone.Dial("sip:600@192.0.2.1");
        stack.Run(1);
        stack.User.Accept();
        stack.Run(1);
        call.HangUp();
        stack.Run(0.1);
        Assert.Equal(["invite", "ack", "ended PeerHungUp"], stack.User.Events);
        Assert.Null(new Ladder(stack.Network, ("phone", TestStack.PhoneAddress), ("bridge", TestStack.BridgeAddress)).DifferenceTo(
            """
                     phone                     bridge
               0.000 |-INVITE (sdp)----------->|
               0.000 |<-100 INVITE-------------|
               0.000 |<-180 INVITE-------------|
               1.000 |<-200 INVITE (sdp)-------|
               1.000 |-ACK-------------------->|
               2.000 |-BYE-------------------->|
               2.000 |<-200 BYE----------------|
            """));
        stack.Run(40);
        stack.AssertEmpty();
    }

    [Theory]
    [InlineData("sips:600@192.0.2.1", "<sips:192.0.2.1:5060>")]
    [InlineData("sip:600@192.0.2.1", "<sip:192.0.2.1:5060>")]
    public void Our_Contact_is_as_secure_as_the_request(string uri, string contact)
    {
        using var stack = new TestStack();
        var phone = stack.NewPhone();
        var call = phone.Dial(uri);
        stack.Run(1);
        stack.User.Accept();
        stack.Run(1);
        Assert.All(call.Responses.Where(response => response.Status > 100), response => Assert.Equal(contact, response["Contact"]));
        stack.OnLoop(() => stack.User.Session.Reinvite("v=0\r\n"u8.ToArray()));
        stack.Run(1);
        Assert.Equal(contact, phone.Requests("INVITE").Single()["Contact"]);
        call.HangUp();
        stack.Run(1);
    }

    [Fact]
    public void A_call_of_ours_to_a_sips_contact_has_a_sips_Contact()
    {
        using var stack = new TestStack();
        var phone = stack.NewPhone();
        stack.Call(phone, stack.Invite(phone) with { RequestUri = TestStack.Bytes($"sips:anna@{phone.Address.HostText()}") });
        stack.Run(2);
        Assert.StartsWith("<sips:192.0.2.1:", phone.Requests("INVITE").First()["Contact"], StringComparison.Ordinal);
    }

    [Fact]
    public void A_call_of_ours_is_answered_acknowledged_and_hung_up_by_us()
    {
        using var stack = new TestStack();
        var phone = stack.NewPhone();
        stack.Call(phone);
        stack.Run(2);
        stack.OnLoop(() => stack.User.Session.HangUp("Q.850;cause=16"u8));
        stack.Run(0.1);
        Assert.Equal(["provisional 180", "answered", "ended HungUp"], stack.User.Events);
        Assert.Equal("Q.850;cause=16", phone.Requests("BYE").Single()["Reason"]);
        Assert.True(phone.Call.WasHungUpByPeer);
        stack.Run(40);
        stack.AssertEmpty();
    }
}
