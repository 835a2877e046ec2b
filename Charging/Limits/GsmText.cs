using System.Globalization;
using System.Text;

namespace PbxBridge.Charging.Limits;

/// <summary>Texts for SMS: only letters of the GSM 7-bit alphabet (3GPP TS 23.038 §6.2.1) that need one septet and no diacritics.</summary>
public static class GsmText
{
    /// <summary>Characters of one message.</summary>
    public const int Longest = 160;

    private const string Signs = " !\"#%&'()*+,-./:;<=>?@_$";

    /// <summary>Łucja Żółkiewska → Lucja Zolkiewska. What has no plain letter becomes a question mark.</summary>
    public static string Plain(string text)
    {
        var plain = new StringBuilder(text.Length);
        foreach (var c in text.Normalize(NormalizationForm.FormD))
        {
            if (CharUnicodeInfo.GetUnicodeCategory(c) == UnicodeCategory.NonSpacingMark)
            {
                continue;
            }

            plain.Append(c switch
            {
                'ł' => "l",
                'Ł' => "L",
                'ø' => "o",
                'Ø' => "O",
                'đ' => "d",
                'Đ' => "D",
                'ß' => "ss",
                'æ' => "ae",
                'Æ' => "AE",
                '„' or '”' or '“' => "\"",
                '’' => "'",
                '–' or '—' => "-",
                '\u00A0' => " ",
                _ when char.IsAsciiLetterOrDigit(c) || Signs.Contains(c, StringComparison.Ordinal) => c.ToString(),
                _ when char.IsLowSurrogate(c) => "",
                _ => "?",
            });
        }

        return plain.ToString();
    }

    public static bool IsPlain(string text) => text.All(c => char.IsAsciiLetterOrDigit(c) || Signs.Contains(c, StringComparison.Ordinal));

    /// <summary>Cut to so many characters.</summary>
    public static string Cut(string text, int longest) => text.Length <= longest ? text : text[..(longest - 1)].TrimEnd() + ".";
}
