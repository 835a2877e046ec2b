using System.Collections.Frozen;
using System.Collections.Immutable;

namespace PbxBridge.Media.Sounds;

/// <summary>The spoken prompts: files <c>LANGUAGE/ID.wav</c> under one folder, all held in memory. Immutable; any thread.</summary>
public sealed class PromptSet
{
    private readonly FrozenDictionary<(string Language, string Id), Sound> _sounds;

    private PromptSet(FrozenDictionary<(string, string), Sound> sounds) => _sounds = sounds;

    /// <summary>A set without prompts: <see cref="Get"/> gives null, numbers are empty.</summary>
    public static PromptSet None { get; } = new(FrozenDictionary<(string, string), Sound>.Empty);

    public int Count => _sounds.Count;

    /// <summary>Languages that have at least one prompt.</summary>
    public IEnumerable<string> Languages => _sounds.Keys.Select(static key => key.Language).Distinct();

    /// <summary>Reads every file; those that cannot be read are left out and named.</summary>
    /// <param name="errors">One sentence for each file (or the folder) that could not be read, and for each name of <see cref="PromptId"/> without
    /// a file.</param>
    public static PromptSet Load(string folder, out ImmutableArray<string> errors)
    {
        var faults = ImmutableArray.CreateBuilder<string>();
        var sounds = new Dictionary<(string, string), Sound>();
        if (!Directory.Exists(folder))
            faults.Add($"prompt folder {folder} does not exist");
        else
            foreach (var language in Directory.EnumerateDirectories(folder).Order(StringComparer.Ordinal))
                LoadLanguage(language, sounds, faults);
        errors = faults.ToImmutable();
        return new PromptSet(sounds.ToFrozenDictionary());
    }

    /// <summary>The prompt, else the same one in Polish, else null.</summary>
    /// <param name="id">One of <see cref="PromptId"/>.</param>
    /// <param name="language"><c>pl</c> or <c>en</c>.</param>
    public Sound? Get(string id, string language) =>
        _sounds.TryGetValue((language, id), out var sound) || _sounds.TryGetValue(("pl", id), out sound) ? sound : null;

    /// <summary>A cardinal number from 0 to 999 in words; larger numbers are read digit by digit.</summary>
    public Sound Number(int number, string language) => Number(number, language, feminine: false);

    /// <summary>Digits one by one, for extensions and telephone numbers; other characters are skipped.</summary>
    public Sound Digits(ReadOnlySpan<char> digits, string language)
    {
        var parts = new List<Sound>();
        foreach (var digit in digits)
            if (char.IsAsciiDigit(digit))
                parts.Add(Get(PromptId.Number(digit - '0'), language) ?? Sound.Empty);
        return Join(parts);
    }

    /// <summary>"You have two new messages", with the grammar of the language; "no new messages" for 0.</summary>
    public Sound NewMessages(int count, string language) =>
        Messages(count, language, PromptId.NoNewMessages, PromptId.OneNewMessage, PromptId.NewMessagesFew, PromptId.NewMessagesMany);

    /// <summary>"You have five saved messages"; "no saved messages" for 0.</summary>
    public Sound OldMessages(int count, string language) =>
        Messages(count, language, PromptId.NoOldMessages, PromptId.OneOldMessage, PromptId.OldMessagesFew, PromptId.OldMessagesMany);

    /// <summary>"Message number 3".</summary>
    public Sound MessageNumber(int number, string language) =>
        Join([Get(PromptId.MessageNumber, language) ?? Sound.Empty, Number(number, language)]);

    /// <summary>"Two złote, fifty groszy": without the part that is nothing; "zero złotych" for nothing at all.</summary>
    /// <param name="grosze">0 to 99.</param>
    public Sound Amount(long zlote, int grosze, string language)
    {
        var parts = new List<Sound>();
        if (zlote > 0 || grosze == 0)
            parts.AddRange(Counted((int)Math.Min(zlote, int.MaxValue), language, PromptId.ZlotyOne, PromptId.ZlotyFew, PromptId.ZlotyMany));
        if (grosze > 0)
            parts.AddRange(Counted(grosze, language, PromptId.GroszOne, PromptId.GroszFew, PromptId.GroszMany));
        return Join(parts);
    }

    private Sound[] Counted(int count, string language, string one, string few, string many) =>
        [Number(count, language), Get(count == 1 ? one : IsFew(count) ? few : many, language) ?? Sound.Empty];

    // Polish: 2–4, 22–24, 32–34 … take the nominative plural, all others the genitive.
    private static bool IsFew(int count) => count % 10 is >= 2 and <= 4 && count % 100 is not (>= 12 and <= 14);

    private Sound Messages(int count, string language, string none, string one, string few, string many)
    {
        if (count <= 0)
            return Get(none, language) ?? Sound.Empty;
        if (count == 1)
            return Get(one, language) ?? Sound.Empty;
        // Two is feminine with "wiadomości".
        return Join([
            Get(PromptId.YouHave, language) ?? Sound.Empty,
            Number(count, language, feminine: true),
            Get(IsFew(count) ? few : many, language) ?? Sound.Empty,
        ]);
    }

    private Sound Number(int number, string language, bool feminine)
    {
        if (number is < 0 or > 999)
            return Digits(Math.Abs((long)number).ToString(System.Globalization.CultureInfo.InvariantCulture), language);
        var parts = new List<Sound>();
        var rest = number;
        if (rest >= 100)
        {
            parts.Add(Get(PromptId.Number(rest / 100 * 100), language) ?? Sound.Empty);
            rest %= 100;
        }
        if (rest > 20)
        {
            parts.Add(Get(PromptId.Number(rest / 10 * 10), language) ?? Sound.Empty);
            rest %= 10;
        }
        if (rest > 0 || number == 0)
        {
            var id = feminine && rest == 2 ? PromptId.TwoFeminine : PromptId.Number(rest);
            parts.Add(Get(id, language) ?? Get(PromptId.Number(rest), language) ?? Sound.Empty);
        }
        return Join(parts);
    }

    private static Sound Join(List<Sound> parts) => Sound.Concat([.. parts]);

    private static void LoadLanguage(string folder, Dictionary<(string, string), Sound> sounds, ImmutableArray<string>.Builder faults)
    {
        var language = Path.GetFileName(folder);
        foreach (var file in Directory.EnumerateFiles(folder, "*.wav").Order(StringComparer.Ordinal))
        {
            try
            {
                if (WavFile.TryRead(File.ReadAllBytes(file), out var sound, out var error))
                    sounds[(language, Path.GetFileNameWithoutExtension(file))] = sound;
                else
                    faults.Add($"prompt {file}: {error}");
            }
            catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
            {
                faults.Add($"prompt {file}: {fault.Message}");
            }
        }
        foreach (var id in PromptId.All)
            if (!sounds.ContainsKey((language, id)))
                faults.Add($"prompt {Path.Combine(folder, id)}.wav is missing");
    }
}
