using PbxBridge.Routing.Companies;
using PbxBridge.Routing.Numbering;

namespace PbxBridge.Routing.Plans;

/// <summary>Step 14: what each callee is shown of the caller (the table of §2.3).</summary>
internal static class Presentation
{
    private const string Poland = "+48";

    /// <summary>Towards a number of a company.</summary>
    public static CallerPresentation ToOwn(CallCase call, NumberOwner target, PhoneNumber number) =>
        ToOwn(call, call.Presented, call.IsPresentedPrivate, target, number);

    /// <summary>Who transfers the call, as a number of a company is shown him; null when nobody does.</summary>
    public static CallerPresentation? OfTransferrer(CallCase call, NumberOwner target, PhoneNumber number) =>
        call.IsTransfer ? ToOwn(call, call.Caller, call.Request.Private, target, number) : null;

    private static CallerPresentation ToOwn(CallCase call, Caller caller, bool isPrivate, NumberOwner target, PhoneNumber number)
    {
        if (isPrivate || caller.Number is null)
            return Hidden(caller, isPrivate);
        var asserted = caller.Asserted ? caller.Number : null;
        if (caller.Company is { } company && company == target.Company)
        {
            return caller.Extension is { } extension && company.Plan.ExtensionOf(number) is not null
                ? new(extension, company.Rules.Domain, caller.Name, asserted, false)
                : new(caller.Number.Value.Value, null, caller.Name, asserted, false);
        }

        var shown = Legal(call, caller, caller.Number.Value);
        var trunk = target.Range is { } range ? target.Company.TrunkWith(range.Trunk) : null;
        var text = trunk is { AddBreakoutToCli: true } ? WithBreakout(shown, target.Company.Rules.Breakout ?? "0") : shown.Value;
        return new(text, null, caller.Name, asserted is null ? null : shown, false);
    }

    /// <summary>Towards the public network, partner numbers included: a full number only.</summary>
    public static CallerPresentation ToOutside(CallCase call) => ToOutside(call, call.Presented, call.IsPresentedPrivate);

    /// <summary>Who transfers the call, as the public network is shown him; null when nobody does.</summary>
    public static CallerPresentation? OfTransferrer(CallCase call) => call.IsTransfer ? ToOutside(call, call.Caller, call.Request.Private) : null;

    private static CallerPresentation ToOutside(CallCase call, Caller caller, bool isPrivate)
    {
        if (isPrivate || caller.Number is not { } number)
            return Hidden(caller, isPrivate);
        var shown = caller == call.Caller && call.PrivateCli is { } other ? other : Legal(call, caller, number);

        // Nobody vouches for somebody from outside whose own network did not.
        return new(shown.Value, null, caller.Name, caller.Asserted ? shown : null, false);
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

    private static CallerPresentation Hidden(Caller caller, bool isPrivate) => new(null, null, null, caller.Asserted ? caller.Number : null, isPrivate);

    // CLI-2: a freephone, premium or short number is nobody's calling number.
    private static PhoneNumber Legal(CallCase call, Caller caller, PhoneNumber number) =>
        caller.Company is { MainNumber: { } main } && !call.Directory.Numbering.IsLegalCli(number) ? main : number;

    private static string WithBreakout(PhoneNumber number, string breakout) => number.Value.StartsWith(Poland, StringComparison.Ordinal)
        ? string.Concat(breakout, number.Value.AsSpan(Poland.Length))
        : string.Concat(breakout, "00", number.Value.AsSpan(1));
}
