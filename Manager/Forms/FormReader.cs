using System.Collections.Immutable;
using System.Globalization;
using Microsoft.AspNetCore.Http;
using PbxBridge.Charging.Amounts;
using PbxBridge.Manager.Companies;
using PbxBridge.Routing.Numbering;
using PbxBridge.Routing.Plans;

namespace PbxBridge.Manager.Forms;

/// <summary>Reads what somebody typed. What cannot be read is kept as the first <see cref="Fault"/>, which names the field; whether it makes sense is judged where it is used.</summary>
internal sealed class FormReader(IFormCollection form)
{
    /// <summary>A form that none of our pages has.</summary>
    public static readonly Sentence Unknown = new("Nieznane polecenie: otwórz stronę jeszcze raz.", "Unknown act: open the page once more.");

    private const int NumberLength = 15, PolishLength = 9;

    public IFormCollection Form => form;

    /// <summary>Null: everything could be read so far.</summary>
    public Sentence? Fault { get; private set; }

    public string Text(string name) => form[name].ToString().Trim();

    /// <summary>As typed, blanks and all.</summary>
    public string Secret(string name) => form[name].ToString();

    public bool IsOn(string name) => form.ContainsKey(name);

    public ImmutableArray<string> Many(string name) => [.. form[name].OfType<string>().Where(text => text.Length > 0)];

    /// <summary>Null: nothing was typed.</summary>
    public Money? Amount(string name, Sentence label)
    {
        var text = Compact(Text(name));
        if (text.Length == 0)
            return null;
        if (Money.TryParse(text, 2, out var money, out var fault))
            return money;
        Add(label, fault.Polish, fault.English);
        return null;
    }

    /// <summary>Whole numbers with commas or blanks between them, each with or without a per cent sign.</summary>
    public ImmutableArray<int> Percents(string name, Sentence label)
    {
        var percents = ImmutableArray.CreateBuilder<int>();
        foreach (var part in Text(name).Split([',', ';', ' ', '%'], StringSplitOptions.RemoveEmptyEntries))
        {
            if (int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var percent))
                percents.Add(percent);
            else
                Add(label, "podaj liczby całkowite, np. 50, 80, 100", "give whole numbers like 50, 80, 100");
        }

        return percents.ToImmutable();
    }

    public TimeSpan Seconds(string name, TimeSpan normal) =>
        int.TryParse(Text(name), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds <= 3600 ? TimeSpan.FromSeconds(seconds) : normal;

    /// <summary>A short number as it is, another one as E.164: <c>601 000 200</c> and <c>0048 601…</c> are <c>+48601…</c>. Null: nothing was typed.</summary>
    public PhoneNumber? Number(string name, Sentence label)
    {
        var text = string.Concat(Text(name).Where(c => c is not (' ' or '-' or '(' or ')' or '.' or '\u00A0')));
        if (text.Length == 0)
            return null;
        if (text.StartsWith("00", StringComparison.Ordinal))
            text = "+" + text[2..];
        var digits = text is ['+', ..] ? text.AsSpan(1) : text;
        if (digits.Length is > 0 and <= NumberLength && !digits.ContainsAnyExceptInRange('0', '9'))
            return new(text is not ['+', ..] && text.Length == PolishLength ? "+48" + text : text);
        Add(label, "to nie jest numer telefonu", "this is not a phone number");
        return null;
    }

    private static string Compact(string text) => string.Concat(text.Where(c => !char.IsWhiteSpace(c)));

    /// <summary>An outcome of what was read: refused when something of it could not be.</summary>
    public EditOutcome Judged(EditOutcome outcome) => Fault is { } fault ? new EditOutcome.Refused(fault) : outcome;

    /// <summary>With what could not be read, when there was something like that.</summary>
    public EditOutcome Refused(Sentence reason) => new EditOutcome.Refused(Fault ?? reason);

    /// <param name="label">Of the field.</param>
    public void Add(Sentence label, string polish, string english) => Fault ??= new($"{label.Polish}: {polish}.", $"{label.English}: {english}.");
}
