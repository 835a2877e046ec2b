using PbxBridge.Routing.Companies;
using PbxBridge.Routing.Plans;

namespace PbxBridge.Tests.Voicemail;

public sealed class AnnouncementTreatmentTests
{
    private static readonly AnnouncementId s_unknown = new("A04");

    [Theory]
    [InlineData(Language.Polish, "A04")]
    [InlineData(Language.English, "en:A04")]
    public void Announcement_is_played_before_the_answer_in_the_company_s_language(Language language, string heard)
    {
        using var booth = new Booth(language);
        booth.Treatments.Announce(booth.Call, s_unknown);
        Assert.Equal(heard, booth.Hears());
        Assert.True(booth.Call.IsEarly);
        Assert.False(booth.Call.IsAnswered);
        Assert.Equal(1, booth.Call.TimesEnded);
    }

    [Fact]
    public void Somebody_of_no_company_hears_both_languages()
    {
        using var booth = new Booth(Language.English);
        booth.NewCall(port => new FakeCall(port) { Company = null });
        booth.Treatments.Announce(booth.Call, s_unknown);
        Assert.Equal("A04 en:A04", booth.Hears());
    }

    [Fact]
    public void Call_goes_on_at_once_when_there_is_no_way_to_the_caller()
    {
        using var booth = new Booth();
        booth.NewCall(port => new FakeCall(port) { IsDeaf = true });
        booth.Treatments.Announce(booth.Call, s_unknown);
        booth.Settle();
        Assert.Equal("", booth.Port.TakeHeard());
        Assert.Equal(1, booth.Call.TimesEnded);
    }

    [Fact]
    public void Unknown_announcement_is_skipped()
    {
        using var booth = new Booth();
        booth.Treatments.Announce(booth.Call, new AnnouncementId("A99"));
        booth.Settle();
        Assert.False(booth.Call.IsEarly);
        Assert.Equal(1, booth.Call.TimesEnded);
    }

    [Fact]
    public void Nothing_is_said_within_the_turn_that_asks_for_it()
    {
        using var booth = new Booth();
        booth.Treatments.Announce(booth.Call, s_unknown);
        Assert.False(booth.Call.IsEarly);
        Assert.Equal(0, booth.Call.TimesEnded);
    }

    [Fact]
    public void Caller_who_hangs_up_ends_the_announcement_without_a_fault()
    {
        using var booth = new Booth();
        booth.Treatments.Announce(booth.Call, s_unknown);
        booth.Settle();
        booth.Call.HangUp();
        booth.Settle();
        Assert.Equal(1, booth.Call.TimesEnded);
        Assert.Empty(booth.Faults);
        Assert.Equal(["Call call-1: the caller is gone"], booth.Lines);
    }
}
