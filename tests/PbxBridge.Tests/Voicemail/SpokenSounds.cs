using PbxBridge.Media.Sounds;

namespace PbxBridge.Tests.Voicemail;

/// <summary>Prompts of 20 ms each that can be told apart when they are played.</summary>
internal static class SpokenSounds
{
    private const int Frame = 160;
    private const byte Prompt = 1;
    private const byte Other = 2;

    public static PromptSet Prompts { get; } = Load();

    /// <summary>Something that a person said.</summary>
    public static byte[] Said(byte id, TimeSpan duration) => Marked(Other, id, 0, (int)(duration.TotalSeconds * Sound.SamplesPerSecond));

    /// <summary>What was played, in words; silence is left out.</summary>
    public static IEnumerable<string> Names(ReadOnlyMemory<byte> aLaw)
    {
        if (aLaw.Span.SequenceEqual(Tones.Beep.ALaw.Span))
            return ["beep"];
        var names = new List<string>();
        for (var at = 0; at + Frame <= aLaw.Length; at += Frame)
        {
            var frame = aLaw.Span.Slice(at, Frame);
            if (frame[0] == Prompt)
                names.Add((frame[2] == 1 ? "en:" : "") + PromptId.All[frame[1]]);
            else if (frame[0] == Other)
                names.Add($"said-{frame[1]}");
        }
        return names;
    }

    private static PromptSet Load()
    {
        var folder = Directory.CreateTempSubdirectory("pbxbridge-");
        foreach (var language in (string[])["pl", "en"])
        {
            folder.CreateSubdirectory(language);
            for (var i = 0; i < PromptId.All.Length; i++)
            {
                var file = WavFile.Write(Marked(Prompt, (byte)i, (byte)(language == "en" ? 1 : 0), Frame));
                File.WriteAllBytes(Path.Combine(folder.FullName, language, PromptId.All[i] + ".wav"), file);
            }
        }
        var prompts = PromptSet.Load(folder.FullName, out _);
        folder.Delete(recursive: true);
        return prompts;
    }

    private static byte[] Marked(byte kind, byte id, byte language, int length)
    {
        var sound = new byte[length];
        Array.Fill(sound, G711.ALawSilence);
        (sound[0], sound[1], sound[2]) = (kind, id, language);
        return sound;
    }
}
