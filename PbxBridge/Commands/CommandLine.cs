using System.Collections.Immutable;
using PbxBridge.Configuration;

namespace PbxBridge.Commands;

/// <summary>The arguments of a start, understood: <c>[COMMAND] [--option VALUE]… [OPERAND] [[--]Section:Key=VALUE]…</c>.</summary>
internal sealed record CommandLine(
    CommandShape Command, string? Operand, ImmutableDictionary<string, string> Options, ImmutableArray<KeyValuePair<string, SettingValue>> Settings)
{
    private const string Origin = "command line";

    public string? Option(string name) => Options.GetValueOrDefault(name);

    public bool Has(string flag) => Options.ContainsKey(flag);

    /// <exception cref="SettingsException">One sentence.</exception>
    public static CommandLine Read(IReadOnlyList<string> args)
    {
        var (shape, at) = CommandOf(args);
        var options = ImmutableDictionary.CreateBuilder<string, string>(StringComparer.OrdinalIgnoreCase);
        var settings = ImmutableArray.CreateBuilder<KeyValuePair<string, SettingValue>>();
        string? operand = null;
        while (at < args.Count)
        {
            var arg = args[at++];
            var (name, value) = Split(arg);
            if (name is not null && (shape.Options.Contains(name) || CommandShape.Common.Contains(name)))
                options[name] = value ?? Next(args, ref at, arg);
            else if (name is not null && value is null && shape.Flags.Contains(name))
                options[name] = "";
            else if (SettingKey(arg) is { } setting)
                settings.Add(new(setting.Key, new SettingValue(setting.Value ?? Next(args, ref at, arg), Origin)));
            else if (name is null && operand is null && shape.Operand is not null)
                operand = arg;
            else
                throw Unknown(shape, arg);
        }

        if (shape is { Operand: { } missing, OperandIsOptional: false } && operand is null)
            throw new SettingsException([$"The command {shape.Name} needs {missing}: {shape.Name} {missing}."]);
        if (options.TryGetValue("lang", out var language) && language is not ("pl" or "en"))
            throw new SettingsException([$"--lang is '{language}'; it must be pl or en."]);
        return new CommandLine(shape, operand, options.ToImmutable(), settings.ToImmutable());
    }

    private static (CommandShape Shape, int Next) CommandOf(IReadOnlyList<string> args)
    {
        var first = args.Count == 0 ? CommandShape.Run : args[0] switch
        {
            "--help" or "-h" or "-?" => "help",
            "--version" => "version",
            var text => text,
        };
        if (CommandShape.All.FirstOrDefault(command => command.Name == first) is { } shape)
            return (shape, Math.Min(args.Count, 1));
        if (first.StartsWith('-') || first.Contains(':', StringComparison.Ordinal))
            return (CommandShape.All[0], 0);
        var near = NearestName.Of(first, CommandShape.All.Select(command => command.Name));
        throw new SettingsException([$"There is no command '{first}'{(near is null ? "" : $"; did you mean {near}?")} `help` lists the commands."]);
    }

    /// <summary>Name and value of <c>--name</c> or <c>--name=value</c>; nulls for anything else.</summary>
    private static (string? Name, string? Value) Split(string arg)
    {
        if (!arg.StartsWith("--", StringComparison.Ordinal) || arg.Length == 2)
            return (null, null);
        var equals = arg.IndexOf('=', StringComparison.Ordinal);
        var name = (equals < 0 ? arg[2..] : arg[2..equals]).ToLowerInvariant();
        return (name, equals < 0 ? null : arg[(equals + 1)..]);
    }

    /// <summary><c>Sip:Listeners:0=udp://…</c>, with dashes or without; the value may also be the next argument.</summary>
    private static (string Key, string? Value)? SettingKey(string arg)
    {
        var text = arg.TrimStart('-');
        var equals = text.IndexOf('=', StringComparison.Ordinal);
        var key = equals < 0 ? text : text[..equals];
        var named = key.Contains(':', StringComparison.Ordinal) && char.IsAsciiLetter(key[0])
            && key.All(c => char.IsAsciiLetterOrDigit(c) || c is ':' or '-' or '_' or '.');
        if (!named || (equals < 0 && !arg.StartsWith("--", StringComparison.Ordinal)))
            return null;
        return (key, equals < 0 ? null : text[(equals + 1)..]);
    }

    private static string Next(IReadOnlyList<string> args, ref int at, string arg) =>
        at < args.Count ? args[at++] : throw new SettingsException([$"{arg} needs a value."]);

    private static SettingsException Unknown(CommandShape shape, string arg)
    {
        var known = shape.Options.Concat(shape.Flags).Concat(CommandShape.Common).Select(name => "--" + name).ToList();
        var near = NearestName.Of(arg.Split('=')[0], known);
        var hint = near is null ? $"it takes {string.Join(", ", known)} and settings such as --Drain:Seconds=30" : $"did you mean {near}?";
        return new SettingsException([$"The command {shape.Name} does not know '{arg}'; {hint}{(hint.EndsWith('?') ? "" : ".")}"]);
    }
}
