using PbxBridge.Media.Sounds;

namespace PbxBridge.Media.Tests.Sounds;

public sealed class PromptSetTests
{
    private static readonly string s_folder = Path.Combine(AppContext.BaseDirectory, "prompts");
    private static readonly PromptSet s_prompts = PromptSet.Load(s_folder, out _);

    [Fact]
    public void Shipped_prompts_are_complete_in_both_languages_and_small()
    {
        var prompts = PromptSet.Load(s_folder, out var errors);
        Assert.Empty(errors);
        Assert.Equal(["en", "pl"], prompts.Languages.Order());
        Assert.Equal(2 * PromptId.All.Length, prompts.Count);
        var bytes = Directory.EnumerateFiles(s_folder, "*.wav", SearchOption.AllDirectories).Sum(file => new FileInfo(file).Length);
        Assert.InRange(bytes, 1, 3_000_000);
    }

    [Fact]
    public void Every_announcement_ends_within_eight_seconds_and_is_no_silence()
    {
        foreach (var language in new[] { "pl", "en" })
            foreach (var id in PromptId.All)
            {
                var sound = s_prompts.Get(id, language)!;
                Assert.InRange(sound.Duration.TotalSeconds, 0.2, id.StartsWith('A') ? 8 : 12);
                Assert.True(sound.ALaw.ToArray().Average(code => Math.Abs((int)G711.DecodeALaw(code))) > 400, $"{language}/{id}");
            }
    }

    [Theory]
    [InlineData("pl", 0, "n0")]
    [InlineData("pl", 7, "n7")]
    [InlineData("pl", 20, "n20")]
    [InlineData("pl", 42, "n40 n2")]
    [InlineData("en", 100, "n100")]
    [InlineData("en", 199, "n100 n90 n9")]
    [InlineData("en", 200, "n200")]
    [InlineData("pl", 250, "n200 n50")]
    [InlineData("pl", 999, "n900 n90 n9")]
    [InlineData("en", 1000, "n1 n0 n0 n0")]
    public void Numbers_are_put_together(string language, int number, string ids) =>
        Assert.Equal(Spoken(language, ids), s_prompts.Number(number, language).ALaw.ToArray());

    [Theory]
    [InlineData("pl", 0, "no-new-messages")]
    [InlineData("pl", 1, "one-new-message")]
    [InlineData("pl", 2, "you-have n2f new-messages-few")]
    [InlineData("pl", 5, "you-have n5 new-messages-many")]
    [InlineData("pl", 12, "you-have n12 new-messages-many")]
    [InlineData("pl", 21, "you-have n20 n1 new-messages-many")]
    [InlineData("pl", 22, "you-have n20 n2f new-messages-few")]
    [InlineData("en", 2, "you-have n2f new-messages-few")]
    public void Counts_follow_the_grammar(string language, int count, string ids) =>
        Assert.Equal(Spoken(language, ids), s_prompts.NewMessages(count, language).ALaw.ToArray());

    [Theory]
    [InlineData(0, 0, "n0 zloty-many")]
    [InlineData(1, 0, "n1 zloty-one")]
    [InlineData(2, 1, "n2 zloty-few n1 grosz-one")]
    [InlineData(5, 50, "n5 zloty-many n50 grosz-many")]
    [InlineData(12, 14, "n12 zloty-many n14 grosz-many")]
    [InlineData(21, 22, "n20 n1 zloty-many n20 n2 grosz-few")]
    [InlineData(225, 0, "n200 n20 n5 zloty-many")]
    [InlineData(0, 7, "n7 grosz-many")]
    public void Amounts_follow_the_grammar(int zlote, int grosze, string ids) => Assert.Equal(Spoken("pl", ids), s_prompts.Amount(zlote, grosze, "pl").ALaw.ToArray());

    [Fact]
    public void Extensions_are_read_digit_by_digit() =>
        Assert.Equal(Spoken("pl", "n2 n0 n1"), s_prompts.Digits("20-1", "pl").ALaw.ToArray());

    [Fact]
    public void A_language_that_is_not_there_is_spoken_in_Polish()
    {
        Assert.Equal(s_prompts.Get("goodbye", "pl"), s_prompts.Get("goodbye", "de"));
        Assert.Null(s_prompts.Get("nothing", "pl"));
    }

    [Fact]
    public void Faults_are_named()
    {
        var folder = Directory.CreateTempSubdirectory().FullName;
        try
        {
            Directory.CreateDirectory(Path.Combine(folder, "pl"));
            File.WriteAllText(Path.Combine(folder, "pl", "A01.wav"), "no sound");
            var prompts = PromptSet.Load(folder, out var errors);
            Assert.Equal(0, prompts.Count);
            Assert.Equal($"prompt {Path.Combine(folder, "pl", "A01.wav")}: not a WAV file", errors[0]);
            Assert.Equal(1 + PromptId.All.Length, errors.Length);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
        PromptSet.Load(folder, out var none);
        Assert.Equal($"prompt folder {folder} does not exist", Assert.Single(none));
    }

    private static byte[] Spoken(string language, string ids) =>
        [.. ids.Split(' ').SelectMany(id => s_prompts.Get(id, language)!.ALaw.ToArray())];
}
