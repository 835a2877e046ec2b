using System.Globalization;
using PbxBridge.Charging.Cycles;
using PbxBridge.Configuration;
using PbxBridge.Routing.Companies;

namespace PbxBridge.Commands;

/// <summary>The billing cycle that a command is asked for: <c>--cycle 2026-11-15</c> a day of it, <c>--cycle 2026-11</c> the one that begins in that month, else the one that
/// runs.</summary>
internal static class CycleOption
{
    public const string Name = "cycle";

    /// <exception cref="SettingsException">It is neither.</exception>
    public static BillingCycle Of(CommandLine line, CompanySnapshot company, DateTimeOffset now)
    {
        if (line.Option(Name) is not { } text)
            return company.Cycles.At(now);
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            return company.Cycles.On(day);
        // Every cycle begins on a day from 1 to 28.
        return DateOnly.TryParseExact(text + "-28", "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var last)
            ? company.Cycles.On(last)
            : throw new SettingsException([$"--{Name} is '{text}'; it must be a day of the cycle, YYYY-MM-DD, or the month in which it begins, YYYY-MM."]);
    }
}
