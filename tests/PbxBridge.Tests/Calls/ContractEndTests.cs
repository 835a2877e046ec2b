using PbxBridge.Routing.Plans;
using PbxBridge.Testing;
using PbxBridge.Tests.Office;

namespace PbxBridge.Tests.Calls;

/// <summary>P4, R11: the contract ends with the 5th of January, at 23:00 UTC. It is 8:00.</summary>
public sealed class ContractEndTests
{
    private const double Until2259 = ((14 * 60) + 59) * 60;

    private static readonly OfficeOptions Ends = new OfficeOptions().With(company => company with { Contract = new(null, new DateOnly(2026, 1, 5)) });

    [Fact]
    public void A_second_after_its_end_short_numbers_lead_nowhere_and_what_was_stays_readable()
    {
        using var office = TestOffice.Demo(Ends);
        office.Mobile("+48601000202").Answers();
        var before = office.Mobile("+48601000201").Dials("202");
        office.Run(2);
        Assert.Equal(PhoneCallState.Answered, before.State);
        before.HangUp();
        office.Run(Until2259 + 61);
        var after = office.Mobile("+48601000201").Dials("202");
        office.Run(10);
        Assert.Equal((403, CallCause.AccountInactive), (after.FinalStatus, office.Records[^1].Outcome));
        var incoming = office.Caller("+48226000000").Dials("+48225558001");
        office.Run(10);
        Assert.Equal(404, incoming.FinalStatus);
        Assert.Equal("+48601000202", office.Stored(office.Records[0]).AnsweredBy);
    }

    [Fact]
    public void A_call_that_runs_goes_on_and_emergency_numbers_pass()
    {
        using var office = TestOffice.Demo(Ends);
        office.Mobile("+48601000202").Answers();
        office.Mobile("112").Answers();
        office.Run(Until2259);
        var running = office.Mobile("+48601000201").Dials("202");
        office.Run(90);
        Assert.Equal(PhoneCallState.Answered, running.State);
        var help = office.Mobile("+48601000203").Dials("112");
        office.Run(3);
        Assert.Equal(PhoneCallState.Answered, help.State);
    }

    [Fact]
    public void The_mailbox_and_top_ups_end_with_it()
    {
        using var office = TestOffice.Demo(Ends);
        office.Run(Until2259 + 61);
        foreach (var dialled in (string[])["500", "501", "*111%23"])
        {
            var call = office.Mobile("+48601000202").Dials(dialled);
            office.Run(10);
            Assert.Equal(403, call.FinalStatus);
        }
    }
}
