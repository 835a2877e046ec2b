using System.Collections.Immutable;
using PbxBridge.Routing.Companies;
using PbxBridge.Routing.Numbering;

namespace PbxBridge.Routing.Plans;

/// <summary>Decides what a call does and says why: the decision order of a call, one function for live calls, the explainer and the tests.</summary>
/// <remarks>Pure and deterministic; any thread.</remarks>
public static class CallPlanner
{
    private const int MaxSetupsToPerson = 2;

    public static CallPlan Plan(CompanyDirectory directory, CallRequest request, IPresence presence)
    {
        var log = new DecisionLog();
        var caller = CallerFinder.Find(directory, request, presence) with { Listens = request.Transferee is null };
        var call = new CallCase(directory, request, presence, caller, log);
        var dialled = DialledNumber.Read(request.Dialled, ContextOf(directory, caller));
        var understood = dialled.Steps;

        // Step 1 comes first in the list as in the order: emergency, before anything else is asked.
        log.Add(understood.AsSpan(0, 1));
        if (dialled.Kind == DialledKind.Emergency && dialled.Number is { } emergency)
            return Plan(call, dialled, EmergencySteps.Of(call, emergency), null);

        CallerNotes.Add(call);
        if (call.IsTransfer)
            CallerNotes.AddTransfer(call);
        if (caller.Kind == CallerKind.Unknown)
            return Plan(call, dialled, [new PlanStep.Reject(CallCause.NotAuthorised)], null);

        log.Add(understood.AsSpan()[1..]);
        var owner = dialled.Number is { } number ? directory.OwnerOf(number) : null;
        return Plan(call, dialled, Refused(call, dialled, owner) ?? Route(call, dialled, owner), owner);
    }

    private static CallPlan Plan(CallCase call, DialledNumber dialled, ImmutableArray<PlanStep> steps, NumberOwner? owner) =>
        new((call.Caller.Company ?? owner?.Company)?.Id, dialled.Number, dialled.Class, steps, call.Log.ToImmutable()) { Caller = call.Caller.Number, IsCallerAsserted = call.Caller.Asserted };

    private static DialContext ContextOf(CompanyDirectory directory, Caller caller) =>
        caller is { Company: { } company, Kind: not CallerKind.Outside } ? DialContext.For(directory, company, caller.Site) : DialContext.Outside(directory);

    /// <summary>Steps 3, 5 and 7: what ends a call before it is routed; null when nothing does.</summary>
    private static ImmutableArray<PlanStep>? Refused(CallCase call, DialledNumber dialled, NumberOwner? owner)
    {
        // A main number outside the ranges is reached through the public network too: a call from there would go round.
        if (call.Caller.Kind == CallerKind.Outside && owner is null or { Employee: null, Line: null, Range: null })
        {
            call.Log.Add("relay", dialled.Digits, "§3.2", "Unallocated",
                "Numer nie należy do żadnej firmy, a dzwoniący nie jest pracownikiem: most nie przekazuje takich połączeń.",
                "The number belongs to no company and the caller is nobody's employee: the bridge does not relay such calls.");
            return [new PlanStep.Reject(dialled.InvalidAs ?? CallCause.Unallocated)];
        }

        if (dialled.InvalidAs is { } invalid)
            return RingSteps.Refuse(call.Caller, "A04", invalid);

        if (dialled.Private)
        {
            call.Log.Add("private", dialled.Raw, "PRV-1", "NotInService",
                "Połączenia prywatne nie są włączone dla tej osoby.", "Private calls are not switched on for this person.");
            return RingSteps.Refuse(call.Caller, "A07", CallCause.NotInService);
        }

        if (dialled.Kind == DialledKind.FeatureCode)
        {
            call.Log.Add("feature", dialled.Digits, "§1.5", "NotInService", $"Kod usługi {dialled.Digits} nie jest obsługiwany.", $"The feature code {dialled.Digits} is not served.");
            return RingSteps.Refuse(call.Caller, "A02", CallCause.NotInService);
        }

        if (dialled.Class is NumberClass.CarrierSelect or NumberClass.DataAccess or NumberClass.Pager)
        {
            var (polish, english) = NumberClassName.Of(dialled.Class);
            call.Log.Add("operator-bars", dialled.Digits, "BAR-1", "SystemBarred", $"Operator nie łączy: {polish}.", $"Barred by the operator: {english}.");
            return RingSteps.Refuse(call.Caller, "A02", CallCause.SystemBarred);
        }

        call.Log.Add("operator-bars", dialled.Digits, "BAR-1", "none", "Operator nie blokuje tego połączenia.", "The operator does not bar this call.");
        return null;
    }

    /// <summary>Steps 14 and 15, and the loop checks before them.</summary>
    private static ImmutableArray<PlanStep> Route(CallCase call, DialledNumber dialled, NumberOwner? owner)
    {
        if (dialled.PrivateTarget is PrivateTarget.ToVoicemail)
            return MenuSteps.Of(call);
        if (dialled.Number is not { } number)
            return [new PlanStep.Reject(CallCause.Internal)];
        if (call.HasEntered(number))
        {
            return Loop(call, number, owner is { Range: { } own } && call.Caller.Trunk?.Id == own.Trunk ? "LOOP-7" : "LOOP-5",
                "Połączenie, które jest właśnie zestawiane, wróciło: pętla.", "A call that is being set up has come back: a loop.");
        }

        if (owner is null)
            return OutsideSteps.Of(call, number);
        if (call.HasVisited(number))
            return Loop(call, number, "LOOP-4", "Połączenie już było pod tym numerem: pętla.", "The call has been at this number before: a loop.");
        if (owner.Value.Line is { } line)
            return LineSteps.Of(call, owner.Value.Company, line);
        if (owner.Value.Employee is { } employee)
            return ToEmployee(call, owner.Value, employee);
        return owner.Value.Range is { } range ? ToPbx(call, owner.Value, range, number) : OutsideSteps.Of(call, number);
    }

    private static ImmutableArray<PlanStep> ToEmployee(CallCase call, NumberOwner owner, Employee employee)
    {
        // Who sends somebody on to his own number wants the call on another of his phones.
        if (!call.IsTransfer && call.Caller.Is(employee.Mobile))
            return MenuSteps.OfSelf(call, employee);
        if (call.IsCrowded(employee.Mobile, MaxSetupsToPerson))
        {
            return Loop(call, employee.Mobile, "LOOP-5",
                "Ten sam numer już dwukrotnie dzwoni do tej osoby: pętla.", "The same caller is already calling this person twice: a loop.");
        }

        return OwnTarget.Of(call, owner, employee.Mobile) is { } target
            ? PersonSteps.Of(call, owner, employee, CallerNotes.Shown(call, target))
            : [new PlanStep.Reject(CallCause.Internal)];
    }

    private static ImmutableArray<PlanStep> ToPbx(CallCase call, NumberOwner owner, PbxRange range, PhoneNumber number)
    {
        if (call.Caller.Trunk?.Id == range.Trunk && call.WasSentBack(number))
        {
            return Loop(call, number, "LOOP-7",
                "Centrala oddała połączenie, które właśnie do niej wróciło: pętla.", "The PBX gave back the call that was just returned to it: a loop.");
        }

        var isUp = call.Presence.IsTrunkUp(range.Trunk);
        if (!isUp && PbxDownSteps.Of(call, owner.Company, number) is { } instead)
            return instead;
        if (OwnTarget.Of(call, owner, number) is not { } target)
            return [new PlanStep.Reject(CallCause.Internal)];
        call.Log.Add("route", number.Value, call.Caller.Trunk?.Id == range.Trunk ? "LOOP-7" : "PPN-9", range.Trunk,
            $"Numer z zakresu centrali: łączem {range.Trunk}, cyfry bez zmian.", $"A number of the PBX range: through trunk {range.Trunk}, digits intact.");
        return isUp ? RingSteps.Only(CallerNotes.Shown(call, target)) : PbxDownSteps.Try(call, CallerNotes.Shown(call, target));
    }

    private static ImmutableArray<PlanStep> Loop(CallCase call, PhoneNumber number, string rule, string polish, string english)
    {
        call.Log.Add("loop", number.Value, rule, "Loop", polish, english);
        return [new PlanStep.Reject(CallCause.Loop)];
    }
}
