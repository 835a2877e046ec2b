using System.Collections.Immutable;

namespace PbxBridge.Commands;

/// <summary>What one command takes.</summary>
/// <param name="Operand">Name of its one operand; null: none.</param>
/// <param name="Options">Options with a value, without dashes.</param>
/// <param name="Flags">Options without one.</param>
internal sealed record CommandShape(string Name, string? Operand, ImmutableArray<string> Options, ImmutableArray<string> Flags, string Purpose)
{
    /// <summary>It may do without its operand.</summary>
    public bool OperandIsOptional { get; init; }

    /// <summary>The name of running the bridge itself.</summary>
    public const string Run = "run";

    public static ImmutableArray<CommandShape> All { get; } =
    [
        new(Run, null, [], [], "starts the bridge (also without a command)"),
        new("demo", null, [], [], "places example calls without any phone and shows each as a ladder"),
        new("import", "FILE", [], ["preview", "yes", "consultant"],
            "takes a company file into the store, or lists every fault of it; --preview says what it costs, --yes agrees to that, --consultant does it in the company's stead"),
        new("export", "COMPANY", ["out"], [], "writes a company as a file [--out FILE]"),
        new("check", null, [], [], "checks settings, store and every company"),
        new("explain", null, ["from", "to", "company", "transfers", "cell"], ["json"],
            "says what a call would do, and why: --from X --to Y [--transfers Z] [--company C] [--cell KEY] [--json]"),
        new("calls", null, ["last", "id", "number"], [], "lists calls [--last N] [--number DIGITS], or shows one: --id ID"),
        new("notices", null, ["last"], [], "lists the notices that wait and those that were given up [--last N]"),
        new("contract", "COMPANY", ContractChange.Options, ["activate", "preview", "yes", "consultant"],
            "shows order, activation and contract, or changes them: --state S --from DAY --to DAY --sims N --channel C --package DAY --application DAY --administrator NAME --basis B --message sms:X|email:X --activate"),
        new("services", "COMPANY", ["on", "off", "employee"], ["preview", "yes", "consultant"],
            "lists services, or switches one: --on SERVICE or --off SERVICE [--employee X] [--preview] [--yes] [--consultant]"),
        new("fees", "COMPANY", [CycleOption.Name], ["prices"], "lists the fees of a billing cycle [--cycle DAY], or what they cost: --prices"),
        new("bill", "COMPANY", [CycleOption.Name, "employee"], [], "what a company, or one --employee X, owes for a billing cycle [--cycle DAY or YYYY-MM]: calls by class, private ones apart, fees, VAT"),
        new("limits", "COMPANY", ["lift", "by"], [], "lists what is used of limits in this billing cycle; --lift EMPLOYEE [--by NAME] opens one until its end"),
        new("accounts", "COMPANY", ["give", "to"], [], "lists the prepaid accounts that no employee has: of who is gone, with what is in them; --give ACCOUNT --to EMPLOYEE gives what is in one to somebody"),
        new("logins", "COMPANY", ["set-password"], [], "lists who may log in to the Manager; --set-password NAME prints a one-time password, which has to be changed at the next login"),
        new("support", null, ["add", "full-name", "set-password", "remove"], [],
            "lists who of the operator's support may log in to the Manager and see the calls of all companies; --add NAME [--full-name NAME] and --set-password NAME print a one-time password, --remove NAME takes a login away"),
        new("audit", "COMPANY", ["last"], [], "who changed what of a company, and of the bridge without COMPANY, the newest last [--last N]") { OperandIsOptional = true },
        new("charges", "FOLDER", ["again"], [], "writes the charges that billing does not have yet as files, or one file once more [--again N]"),
        new("vouchers", "make|list|show|activate|block|unlock", ["count", "value", "expires", "out", "batch", "company", "number"], ["active"],
            "make --count N --value ZŁ --expires YYYY-MM-DD --out FILE [--active], list, show, activate or block --batch N, unlock --company C --number X"),
        new("help", null, [], [], "this text"),
        new("version", null, [], [], "the version"),
    ];

    /// <summary>Options that every command takes.</summary>
    public static ImmutableArray<string> Common { get; } = ["config", "lang"];
}
