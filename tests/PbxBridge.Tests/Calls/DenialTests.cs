using PbxBridge.Calls;
using PbxBridge.Routing.Numbering;
using PbxBridge.Testing;
using PbxBridge.Tests.Office;

namespace PbxBridge.Tests.Calls;

/// <summary>BAR-8: who is refused all the time.</summary>
public sealed class DenialTests
{
    private const string Lucja = "+48601000203", Outside = "512000021";

    [Fact]
    public void After_more_than_twenty_refusals_in_a_minute_nothing_is_announced_until_the_minute_is_over()
    {
        using var office = TestOffice.Demo();
        for (var n = 0; n < 21; n++)
        {
            Assert.Contains(183, Refused(office));
        }
        Assert.Equal([100, 403], Refused(office));
        office.Run(61);
        Assert.Contains(183, Refused(office));
    }

    [Fact]
    public void More_than_sixty_within_a_minute_are_told_of_once_a_minute()
    {
        var (denials, caller) = (new Denials(), new PhoneNumber(Lucja));
        var told = Enumerable.Range(0, 200).Where(second => denials.Add(caller, second * 900)).ToArray();
        Assert.Equal([60, 127, 194], told);
        Assert.Equal(61, denials.Count(caller, 199 * 900));
        Assert.Equal(0, denials.Count(new PhoneNumber("+48601000202"), 199 * 900));
        Assert.Equal(0, denials.Count(caller, 300_000));
    }

    // The caller is gone once he has heard a second of it: twenty announcements take longer than a minute.
    private static int[] Refused(TestOffice office)
    {
        var call = office.Mobile(Lucja).Dials(Outside);
        office.Run(1);
        call.Cancel();
        office.Run(0.2);
        return [.. call.Responses.Select(response => response.Status).Where(status => status != 487)];
    }
}
