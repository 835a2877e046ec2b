using System.Globalization;
using PbxBridge.Charging.Amounts;
using PbxBridge.Charging.Vouchers;
using PbxBridge.Configuration;
using PbxBridge.Storage.Vouchers;

namespace PbxBridge.Commands;

/// <summary>The batch that <c>vouchers make</c> was asked for.</summary>
/// <param name="Expires">The last day, in Warsaw.</param>
/// <param name="File">For the codes.</param>
/// <param name="Active">They can be redeemed at once.</param>
internal sealed record VoucherOrder(int Count, Money Value, DateOnly Expires, string File, bool Active)
{
    /// <exception cref="SettingsException">A sentence for every option that is missing or wrong.</exception>
    public static VoucherOrder Read(CommandLine line, Words words, DateOnly today)
    {
        var faults = new List<string>();
        var order = new VoucherOrder(
            ReadCount(line.Option("count") ?? "", words, faults), ReadValue(line.Option("value") ?? "", words, faults), ReadExpires(line.Option("expires") ?? "", words, today, faults),
            line.Option("out") ?? "", line.Has("active"));
        if (order.File.Length == 0)
            faults.Add(words.Of("Brak --out PLIK; dostanie kody, których nie będzie nigdzie indziej.", "--out FILE is missing; it gets the codes, which will be nowhere else."));
        return faults.Count == 0 ? order : throw new SettingsException([.. faults]);
    }

    private static int ReadCount(string text, Words words, List<string> faults)
    {
        if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) || count is < 1 or > VoucherStore.LargestBatch)
            faults.Add(words.Of($"--count to '{text}'; musi być liczbą od 1 do {VoucherStore.LargestBatch}.", $"--count is '{text}'; it must be a number from 1 to {VoucherStore.LargestBatch}."));
        return count;
    }

    private static Money ReadValue(string text, Words words, List<string> faults)
    {
        var values = string.Join(", ", VoucherRules.Standard.FaceValues);
        if (!Money.TryParse(text, 2, out var value, out _) || !VoucherRules.Standard.IsFaceValue(value))
            faults.Add(words.Of($"--value to '{text}'; kupony są po {values} zł.", $"--value is '{text}'; there are vouchers of {values} zł."));
        return value;
    }

    private static DateOnly ReadExpires(string text, Words words, DateOnly today, List<string> faults)
    {
        if (!DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) || day < today)
            faults.Add(words.Of($"--expires to '{text}'; musi być dniem RRRR-MM-DD, nie wcześniejszym niż dziś.", $"--expires is '{text}'; it must be a day YYYY-MM-DD, not before today."));
        return day;
    }
}
