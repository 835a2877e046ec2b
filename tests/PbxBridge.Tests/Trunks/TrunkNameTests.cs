using System.Net;
using PbxBridge.Routing.Companies;
using PbxBridge.Testing;
using PbxBridge.Tests.Office;

namespace PbxBridge.Tests.Trunks;

/// <summary>Trunks whose peer is a name (RFC 3263): as many addresses as the name has, asked for again.</summary>
public sealed class TrunkNameTests
{
    private const string Name = "pbx.example.pl", SecondHost = "203.0.113.81", Piotr = "+48601000202";

    private static readonly IPAddress First = IPAddress.Parse(TestOffice.PbxHost), Second = IPAddress.Parse(SecondHost);

    [Fact]
    public void Another_address_of_the_name_takes_the_call_when_the_first_is_silent_and_calls_as_the_trunk()
    {
        var names = new FixedNames { Addresses = { [Name] = First }, Further = { [Name] = [Second] } };
        using var office = Office(names);
        var second = office.Peer("pbx2", SecondHost, 5080);
        Found(office, second);
        office.Desk("8001").IsDead();
        var call = office.Mobile(Piotr).Dials("8001");
        office.Run(6);
        Assert.Equal(PhoneCallState.Answered, call.State);
        Assert.Single(second.Calls);

        office.Mobile(Piotr).Answers();
        var back = second.Dial($"sip:202@{TestOffice.BridgeHost}", new() { From = "<sip:8001@203.0.113.81>" });
        call.HangUp();
        office.Run(3);
        Assert.Equal(PhoneCallState.Answered, back.State);
    }

    [Fact]
    public void A_name_that_is_not_found_at_the_start_is_asked_for_again()
    {
        var names = new FixedNames();
        using var office = Office(names);
        office.Run(1);
        var lost = office.Mobile(Piotr).Dials("8001");
        office.Run(2);
        Assert.InRange(lost.FinalStatus, 400, 699);
        names.Addresses[Name] = First;
        Found(office, office.Pbx);
        var call = office.Mobile(Piotr).Dials("8001");
        office.Run(2);
        Assert.Equal(PhoneCallState.Answered, call.State);
    }

    [Fact]
    public void A_name_that_moves_is_followed_when_its_address_has_lived_and_the_old_one_is_a_stranger()
    {
        var names = new FixedNames { Addresses = { [Name] = First } };
        using var office = Office(names);
        var second = office.Peer("pbx2", SecondHost, 5080);
        Found(office, office.Pbx);
        names.Addresses[Name] = Second;
        office.Run(FixedNames.Lives.TotalSeconds - 20);
        Assert.Empty(second.Requests("OPTIONS"));
        Found(office, second);
        var call = office.Mobile(Piotr).Dials("8001");
        office.Run(2);
        Assert.Equal(PhoneCallState.Answered, call.State);
        Assert.Single(second.Calls);
        var stranger = office.Pbx.Dial($"sip:202@{TestOffice.BridgeHost}", new() { From = "<sip:8001@203.0.113.80>" });
        office.Run(1);
        Assert.Equal(401, stranger.FinalStatus);
    }

    [Fact]
    public void A_name_server_that_fails_later_costs_no_call()
    {
        var names = new FixedNames { Addresses = { [Name] = First } };
        using var office = Office(names);
        Found(office, office.Pbx);
        names.Addresses.Clear();
        office.Run(FixedNames.Lives.TotalSeconds);
        var asked = names.Asked;
        while (names.Asked == asked)
        {
            Thread.Yield();
            office.Run(0.1);
        }
        office.Run(30);
        var call = office.Mobile(Piotr).Dials("8001");
        office.Run(2);
        Assert.Equal(PhoneCallState.Answered, call.State);
    }

    private static TestOffice Office(FixedNames names) =>
        TestOffice.Demo(new OfficeOptions { Names = names }.WithPbx(trunk => trunk with { Peers = [new TrunkPeer(Name, 5080)] }));

    // Names are looked up off the loop, in real time; an address that is found is asked whether it lives.
    private static void Found(TestOffice office, SipPhone peer)
    {
        var (began, asked) = (TimeProvider.System.GetTimestamp(), peer.Requests("OPTIONS").Count());
        while (peer.Requests("OPTIONS").Count() == asked)
        {
            Assert.True(TimeProvider.System.GetElapsedTime(began) < TimeSpan.FromSeconds(20));
            Thread.Yield();
            office.Run(0.1);
        }
    }
}
