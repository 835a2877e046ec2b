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

    /// <summary>Who withholds his number is shown to his colleagues all the same (PRES-4).</summary>
    public static bool IsOverridden(Caller caller, CompanySnapshot target) => target.ClirOverrideOnNet && caller.Company == target && caller.Asserted;

    private static CallerPresentation ToOwn(CallCase call, Caller caller, bool isPrivate, NumberOwner target, PhoneNumber number)
    {
        if (caller.Number is not { } own || (isPrivate && !IsOverridden(caller, target.Company)))
            return Hidden(caller, isPrivate);
        if (caller.Company is { } company && company == target.Company)
        {
            var asserted = caller.Asserted ? caller.Number : null;
            return caller.Extension is { } extension && company.Plan.ExtensionOf(number) is not null
                ? new(extension, company.Rules.Domain, caller.Name, asserted, false)
                : new(own.Value, null, caller.Name, asserted, false);
        }

        var isPartner = caller.Company is { } from && CompanyDirectory.ArePartners(from, target.Company);
        if ((isPartner ? Legal(call, caller, own) : Outbound(call, caller, own)) is not { } shown)
            return Hidden(caller, isPrivate);
        var trunk = target.Range is { } range ? target.Company.TrunkWith(range.Trunk) : null;
        var text = trunk is { AddBreakoutToCli: true } ? WithBreakout(shown, target.Company.Rules.Breakout ?? "0") : shown.Value;
        return new(text, null, caller.Name, caller.Asserted ? shown : null, false);
    }

    /// <summary>Towards the public network, partner numbers included: a full number only.</summary>
    /// <param name="number">Whom he calls.</param>
    public static CallerPresentation ToOutside(CallCase call, PhoneNumber number) => ToOutside(call, call.Presented, call.IsPresentedPrivate, number);

    /// <summary>Who transfers the call, as the public network is shown him; null when nobody does.</summary>
    public static CallerPresentation? OfTransferrer(CallCase call, PhoneNumber number) =>
        call.IsTransfer ? ToOutside(call, call.Caller, call.Request.Private, number) : null;

    private static CallerPresentation ToOutside(CallCase call, Caller caller, bool isPrivate, PhoneNumber called)
    {
        if (isPrivate || caller.Number is not { } number)
            return Hidden(caller, isPrivate);
        var isPartner = caller.Company?.PartnerWith(called) is not null;
        var legal = caller == call.Caller && call.PrivateCli is { } other ? other
            : isPartner ? Legal(call, caller, number) : Outbound(call, caller, number);

        // Nobody vouches for somebody from outside whose own network did not.
        return legal is { } shown ? new(shown.Value, null, caller.Name, caller.Asserted ? shown : null, false) : Hidden(caller, isPrivate);
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

    // What the company has chosen to be shown outside instead of its people's own numbers; others, of whom it only passes a call on, stay who they are.
    private static PhoneNumber? Outbound(CallCase call, Caller caller, PhoneNumber number)
    {
        if (caller.Company is not { OutboundCli: { Shows: not OutboundCliShows.Own } choice } company || company.OwnerOf(number) is null)
            return Legal(call, caller, number);
        return (choice.Line ?? company.MainNumber) is { } chosen && call.Directory.IsLegalCli(chosen) ? chosen : Legal(call, caller, number);
    }

    // CLI-2: a freephone, premium or short number, or one that only takes calls, is nobody's calling number. Null: there is none to show.
    private static PhoneNumber? Legal(CallCase call, Caller caller, PhoneNumber number) =>
        call.Directory.IsLegalCli(number) ? number : caller.Company?.MainNumber is { } main && call.Directory.IsLegalCli(main) ? main : null;

    private static string WithBreakout(PhoneNumber number, string breakout) => number.Value.StartsWith(Poland, StringComparison.Ordinal)
        ? string.Concat(breakout, number.Value.AsSpan(Poland.Length))
        : string.Concat(breakout, "00", number.Value.AsSpan(1));
}
