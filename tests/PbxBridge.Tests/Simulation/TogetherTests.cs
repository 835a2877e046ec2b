using PbxBridge.Testing;
using PbxBridge.Tests.Office;

namespace PbxBridge.Tests.Simulation;

/// <summary>The look at the simulation must be able to see what it looks for.</summary>
public sealed class TogetherTests
{
    [Fact]
    public void Two_answers_that_last_are_seen()
    {
        using var office = TestOffice.Demo();
        office.Mobile("+48601000401").Does(new() { AnswersAfter = null, AnswersInSpiteOfCancel = true });
        office.Mobile("+48601000402").Answers(after: 3);
        office.Caller("+48226000000").Dials("+48600000003");
        office.Run(20);
        office.End();
        Assert.Equal(2, Together.TalksOf(office, office.Record).Count);
        Together.AssertOneAnsweredMember(office);
    }
}
