using PbxBridge.Testing;
using PbxBridge.Tests.Office;

namespace PbxBridge.Tests.Calls;

/// <summary>P-Charging-Vector of §3.2: the same icid within the mobile network, term-ioi in responses to it, nothing to a PBX or phone.</summary>
public sealed class ChargingVectorTests
{
    private const string Customer = "+48226000000";
    private const string Piotr = "+48601000202";
    private const string Vector = "icid-value=\"AyretyU0dm+6O2IrT5tAFrbHLso=\";icid-generated-at=192.0.2.8;orig-ioi=home1.net;term-ioi=old.net";

    private static readonly OfficeOptions s_named = new() { Operator = o => o with { Ioi = "bridge.example" } };

    [Fact]
    public void The_icid_goes_on_in_the_network_and_responses_say_who_answered()
    {
        using var office = TestOffice.Demo(s_named);
        office.Mobile(Piotr).Answers();
        var call = office.Caller(Customer).Dials(Piotr, new() { Headers = [("P-Charging-Vector", Vector)] });
        office.Run(2);
        const string Kept = "icid-value=\"AyretyU0dm+6O2IrT5tAFrbHLso=\";icid-generated-at=192.0.2.8;orig-ioi=home1.net";
        Assert.Equal(Kept, office.Mobile(Piotr).Call.Invite["P-Charging-Vector"]);
        Assert.Equal([(100, ""), (180, Kept + ";term-ioi=bridge.example"), (200, Kept + ";term-ioi=bridge.example")],
            call.Responses.Select(r => (r.Status, r["P-Charging-Vector"])));
    }

    [Fact]
    public void A_refusal_has_it_too()
    {
        using var office = TestOffice.Demo(s_named);
        var call = office.Caller(Customer).Dials("+48221112233");
        office.Run(1);
        Assert.Equal("icid-value=\"1234bc9876e\";icid-generated-at=192.0.2.8;orig-ioi=ims.example;term-ioi=bridge.example", call.Responses[^1]["P-Charging-Vector"]);
    }

    [Fact]
    public void A_call_of_the_PBX_gets_one_of_ours_once()
    {
        using var office = TestOffice.Demo(s_named.WithoutVoicemail());
        office.Mobile("+48601000401").Declines();
        office.Mobile("+48601000402").Answers();
        var call = office.Desk("8001").Dials("602", new() { Headers = [("P-Charging-Vector", Vector)] });
        office.Run(6);
        var vectors = office.MobileNetwork.Calls.Select(c => c.Invite["P-Charging-Vector"]).ToArray();
        Assert.Equal(2, vectors.Length);
        Assert.Matches("^icid-value=\"[0-9a-f]{16}\";icid-generated-at=192\\.0\\.2\\.1;orig-ioi=bridge\\.example$", vectors[0]);
        Assert.Equal(vectors[0], vectors[1]);
        Assert.DoesNotContain(call.Responses, r => r.Has("P-Charging-Vector"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_PBX_never_gets_one(bool trusted)
    {
        using var office = TestOffice.Demo(new OfficeOptions().WithPbx(t => t with { Trusted = trusted }));
        office.Caller(Customer).Dials("+48225558001");
        office.Run(1);
        Assert.False(office.Desk("8001").Call.Invite.Has("P-Charging-Vector"));
    }

    [Theory]
    [InlineData("icid-generated-at=192.0.2.8;orig-ioi=home1.net")]
    [InlineData("icid-value=;orig-ioi=home1.net")]
    [InlineData("icid-value=\"half")]
    public void One_without_an_icid_is_replaced(string vector)
    {
        using var office = TestOffice.Demo(s_named);
        office.Caller(Customer).Dials(Piotr, new() { Headers = [("P-Charging-Vector", vector)] });
        office.Run(1);
        Assert.EndsWith(";icid-generated-at=192.0.2.1;orig-ioi=bridge.example", office.Mobile(Piotr).Call.Invite["P-Charging-Vector"], StringComparison.Ordinal);
    }
}
