using PbxBridge.Testing;
using PbxBridge.Tests.Office;

namespace PbxBridge.Tests.Trunks;

/// <summary>A mobile network that challenges our calls (RFC 3261 §22).</summary>
public sealed class ChallengedTrunkTests
{
    [Theory]
    [InlineData("s3cret", PhoneCallState.Answered, 200)]
    [InlineData("wrong", PhoneCallState.Ended, 403)]
    public void The_credentials_of_the_settings_answer_its_challenge(string password, PhoneCallState state, int status)
    {
        using var office = TestOffice.Demo(new OfficeOptions().WithMobileTrunk(trunk => trunk with { User = "bridge", Password = password }));
        office.MobileNetwork.Script = office.MobileNetwork.Script with { Challenges = new PhoneDigest("bridge", "s3cret") };
        var call = office.Desk("8001").Dials("+48501112233");
        office.Run(3);
        Assert.Equal((state, status), (call.State, call.FinalStatus));
        call.HangUp();
        office.Run(1);
    }
}
