using System.Collections.Immutable;
using System.Globalization;
using PbxBridge.Configuration;
using PbxBridge.Hosting;
using PbxBridge.Routing.Companies;
using PbxBridge.Routing.Terms;

namespace PbxBridge.Commands;

/// <summary>What <c>contract</c> was told to change. A day is <c>YYYY-MM-DD</c>, <c>today</c>, or <c>none</c>.</summary>
internal static class ContractChange
{
    public static readonly ImmutableArray<string> Options =
        ["state", "from", "to", "sims", "channel", "package", "application", "administrator", "basis", "message"];

    public static bool IsAsked(CommandLine line) => line.Has("activate") || Options.Any(line.Has);

    /// <exception cref="SettingsException">An option is not understood.</exception>
    public static CompanySnapshot Of(CommandLine line, Words words, CompanySnapshot company, DateOnly today) => company with
    {
        State = Choice(line, "state", TermNames.States) ?? company.State,
        Contract = new(Day(line, "from", company.Contract.From, today), Day(line, "to", company.Contract.To, today)),
        ActiveSims = Sims(line) ?? company.ActiveSims,
        Activation = ActivationOf(line, words, company, today),
    };

    private static Activation? ActivationOf(CommandLine line, Words words, CompanySnapshot company, DateOnly today)
    {
        var channel = Choice(line, "channel", TermNames.Channels);
        if (company.Activation is null && channel is null)
        {
            return line.Has("activate") || Options[5..].Any(line.Has)
                ? throw new StartException(words.Of(
                    $"{company.Id}: Menedżera nie zamówiono; podaj, jak: --channel {Names(TermNames.Channels)} (P15).", $"{company.Id}: the Manager was not ordered; say how: --channel {Names(TermNames.Channels)} (P15)."))
                : null;
        }

        var activation = company.Activation ?? new Activation { Channel = channel ?? OrderChannel.Meeting };
        return activation with
        {
            Channel = channel ?? activation.Channel,
            PackageBought = Day(line, "package", activation.PackageBought, today),
            ApplicationReceived = Day(line, "application", activation.ApplicationReceived, today),
            Administrator = line.Option("administrator") ?? activation.Administrator,
            Basis = Choice(line, "basis", TermNames.Appointments) ?? activation.Basis,
            Notice = Address(line) ?? activation.Notice,
        };
    }

    private static int? Sims(CommandLine line) => line.Option("sims") is not { } text
        ? null
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var sims) ? sims : throw new SettingsException([$"--sims is '{text}'; it must be a number."]);

    private static DateOnly? Day(CommandLine line, string option, DateOnly? known, DateOnly today) => line.Option(option) switch
    {
        null => known,
        "none" => null,
        "today" => today,
        var text => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? day
            : throw new SettingsException([$"--{option} is '{text}'; it must be a day YYYY-MM-DD, today or none."]),
    };

    private static NoticeAddress? Address(CommandLine line)
    {
        if (line.Option("message") is not { } text)
            return null;
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        foreach (var (name, way) in TermNames.Ways)
        {
            if (colon > 0 && text[..colon] == name)
                return new(way, text[(colon + 1)..]);
        }

        throw new SettingsException([$"--message is '{text}'; it must be sms:NUMBER or email:ADDRESS."]);
    }

    private static T? Choice<T>(CommandLine line, string option, ImmutableArray<(string Name, T Value)> names)
        where T : struct
    {
        if (line.Option(option) is not { } text)
            return null;
        foreach (var (name, value) in names)
        {
            if (name == text)
                return value;
        }

        throw new SettingsException([$"--{option} is '{text}'; it must be one of {Names(names)}."]);
    }

    private static string Names<T>(ImmutableArray<(string Name, T Value)> names) => string.Join(", ", names.Select(one => one.Name));
}
