using PbxBridge.Charging.Amounts;
using PbxBridge.Media.Sounds;
using PbxBridge.Routing.Companies;
using PbxBridge.Storage.Voicemail;

namespace PbxBridge.Voicemail;

/// <summary>The prompts in one language. A prompt that is missing is silence of no length.</summary>
internal readonly struct Phrases(PromptSet prompts, string language)
{
    public const string Polish = "pl";
    public const string English = "en";

    /// <summary>Before the first words after an answer: the way for the sound opens a little later than the call.</summary>
    public static Sound LeadIn { get; } = Sound.Silence(TimeSpan.FromMilliseconds(400));

    public static string LanguageOf(CompanySnapshot? company) => company?.Language == Language.English ? English : Polish;

    public Sound this[string prompt] => prompts.Get(prompt, language) ?? Sound.Empty;

    /// <summary>"You have two new messages. You have one saved message."</summary>
    public Sound Counts(MessageCounts counts) => counts switch
    {
        { New: 0, Old: 0 } => this[PromptId.NoMessages],
        { Old: 0 } => prompts.NewMessages(counts.New, language),
        _ => prompts.NewMessages(counts.New, language) + prompts.OldMessages(counts.Old, language),
    };

    /// <summary>One after the other.</summary>
    public Sound Digits(string digits) => prompts.Digits(digits, language);

    /// <summary>"Twenty five złoty, fifty groszy": down to whole grosze.</summary>
    public Sound Amount(Money money)
    {
        var grosze = (long)(money.Amount * 100);
        return prompts.Amount(grosze / 100, (int)(grosze % 100), language);
    }

    public Sound MessageNumber(int number) => prompts.MessageNumber(number, language);
}
