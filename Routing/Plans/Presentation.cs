using PbxBridge.Routing.Companies;
using PbxBridge.Routing.Numbering;

namespace PbxBridge.Routing.Plans;

/// <summary>Step 14: what each callee is shown of the caller (the table of §2.3).</summary>
internal static class Presentation
{
    private const string Poland = "+48";

    /// <summary>Towards a number of a company.</summary>
    public static CallerPresentation ToOwn(CallCase call, NumberOwner target, PhoneNumber number)
    {
        var caller = call.Caller;
        if (call.Request.Private || caller.Number is null)
            return Hidden(call);
        var asserted = caller.Asserted ? caller.Number : null;
        if (caller.Company is { } company && company == target.Company)
        {
            return caller.Extension is { } extension && company.Plan.ExtensionOf(number) is not null
                ? new(extension, company.Rules.Domain, caller.Name, asserted, false)
                : new(caller.Number.Value.Value, null, caller.Name, asserted, false);
        }

        var shown = Legal(call, caller.Number.Value);
        var trunk = target.Range is { } range ? target.Company.TrunkWith(range.Trunk) : null;
        var text = trunk is { AddBreakoutToCli: true } ? WithBreakout(shown, target.Company.Rules.Breakout ?? "0") : shown.Value;
        return new(text, null, caller.Name, asserted is null ? null : shown, false);
    }

    /// <summary>Towards the public network, partner numbers included: a full number only.</summary>
    public static CallerPresentation ToOutside(CallCase call)
    {
        if (call.Request.Private || call.Caller.Number is not { } number)
            return Hidden(call);
        var shown = Legal(call, number);
        return new(shown.Value, null, call.Caller.Name, shown, false);
    }

    /// <summary>To an emergency centre: the true number, whatever was asked for (D22); of a PBX that gave none, the number of its site (NUM-8).</summary>
    public static CallerPresentation ToEmergency(CallCase call)
    {
        var caller = call.Caller;
        var number = caller switch
        {
            { Kind: CallerKind.Unknown } => CallingNumber.Read(call.Request.Asserted ?? call.Request.From, call.Directory.Numbering, null),
            { Verified: true, Number: { } own } => own,
            _ => caller.Site?.CallBack ?? caller.Number,
        };
        return new(number?.Value, null, caller.Name, number, false);
    }

    private static CallerPresentation Hidden(CallCase call) =>
        new(null, null, null, call.Caller.Asserted ? call.Caller.Number : null, call.Request.Private);

    // CLI-2: a freephone, premium or short number is nobody's calling number.
    private static PhoneNumber Legal(CallCase call, PhoneNumber number) =>
        call.Caller.Company is { MainNumber: { } main } && !call.Directory.Numbering.IsLegalCli(number) ? main : number;

    private static string WithBreakout(PhoneNumber number, string breakout) => number.Value.StartsWith(Poland, StringComparison.Ordinal)
        ? string.Concat(breakout, number.Value.AsSpan(Poland.Length))
        : string.Concat(breakout, "00", number.Value.AsSpan(1));
}
