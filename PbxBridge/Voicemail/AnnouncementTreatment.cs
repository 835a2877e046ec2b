using PbxBridge.Media.Sounds;
using PbxBridge.Routing.Plans;

namespace PbxBridge.Voicemail;

/// <summary>Says why a call cannot be, before it is refused, as early media (EM-2).</summary>
internal sealed class AnnouncementTreatment(TreatmentContext context, ITreatedCall call, AnnouncementId what)
{
    /// <summary>The caller pays nothing and waits no longer than this.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(9);

    private static readonly Sound s_between = Sound.Silence(TimeSpan.FromMilliseconds(300));

    public async Task RunAsync(CancellationToken gone)
    {
        if (gone.IsCancellationRequested || Words() is not { ALaw.IsEmpty: false } words || call.OpenEarly() is not { } port)
            return;
        await port.PlayAsync(words, gone);
    }

    // Somebody of no company hears both languages when there is time for both.
    private Sound Words()
    {
        var company = context.Company(call.Company);
        var words = context.Phrases(company)[what.Value];
        if (company is null && !words.ALaw.IsEmpty && context.Prompts.Get(what.Value, Phrases.English) is { } english
            && words + s_between + english is var both && both.Duration <= Longest)
        {
            words = both;
        }
        var most = (int)(Longest.TotalSeconds * Sound.SamplesPerSecond);
        return words.ALaw.Length <= most ? words : new Sound(words.ALaw[..most]);
    }
}
