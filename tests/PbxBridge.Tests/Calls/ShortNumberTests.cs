using PbxBridge.Testing;
using PbxBridge.Tests.Office;

namespace PbxBridge.Tests.Calls;

public sealed class ShortNumberTests
{
    [Fact]
    public void Mobile_dials_the_short_number_of_a_desk_phone()
    {
        using var office = TestOffice.Demo();
        office.Desk("8001").Answers(after: 3);
        var call = office.Mobile("+48601000201").Dials("8001");
        office.Run(4);
        Assert.Equal(PhoneCallState.Answered, call.State);
        call.HangUp();
        office.Run(1);
        office.Ladder.Is("mobile-to-desk.txt");
    }

    [Fact]
    public void Desk_phone_dials_the_short_number_of_a_mobile()
    {
        using var office = TestOffice.Demo();
        office.Mobile("+48601000202").Answers(after: 2);
        var call = office.Desk("8001").Dials("202");
        office.Run(3);
        Assert.Equal(PhoneCallState.Answered, call.State);
        office.Mobile("+48601000202").Call.HangUp();
        office.Run(1);
        office.Ladder.Is("desk-to-mobile.txt");
    }
}
