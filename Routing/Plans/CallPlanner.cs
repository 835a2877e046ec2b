using System.Collections.Immutable;
using PbxBridge.Charging.Cycles;
using PbxBridge.Routing.Companies;
using PbxBridge.Routing.Numbering;
using PbxBridge.Routing.PrivateCalls;
using PbxBridge.Routing.Terms;

namespace PbxBridge.Routing.Plans;

/// <summary>Decides what a call does and says why: the decision order of a call, one function for live calls, the explainer and the tests.</summary>
/// <remarks>Pure and deterministic; any thread.</remarks>
public static class CallPlanner
{
    private const int MaxSetupsToPerson = 2;
    private const int ShortestSecret = 5;

    /// <param name="accounts">What was spent; <see cref="NothingSpent"/> when there is no charging.</param>
    public static CallPlan Plan(CompanyDirectory directory, CallRequest request, IPresence presence, IAccounts accounts)
    {
        var log = new DecisionLog();
        var day = WarsawTime.Day(request.At);
        var caller = CallerFinder.Find(directory, request, presence, day) with { Listens = request.Transferee is null && request.Source.Hears(directory) };
        var call = new CallCase(directory, request, presence, accounts, day, caller, log);
        var dialled = DialledNumber.Read(request.Dialled, ContextOf(call));
        var understood = dialled.Steps;

        // Step 1 comes first in the list as in the order: emergency, before anything else is asked.
        log.Add(understood.AsSpan(0, 1));
        if (dialled.Kind == DialledKind.Emergency && dialled.Number is { } emergency)
        {
            var address = EmergencySteps.AddressOf(call);
            return Plan(call, dialled, EmergencySteps.Of(call, emergency), LegOutcome.Free(Payer.Nobody), null) with { Location = address };
        }


        CallerNotes.Add(call);
        if (call.IsTransfer)
            CallerNotes.AddTransfer(call);
        if (caller.Kind == CallerKind.Unknown || caller.IsReceiveOnly)
            return Plan(call, dialled, [new PlanStep.Reject(CallCause.NotAuthorised)], new(), null);

        log.Add(understood.AsSpan()[1..]);
        var owner = dialled.Number is { } number ? directory.OwnerOf(number) : null;
        var inactive = Refusals.Inactive(call, dialled);
        if (inactive is null && Refusals.Before(call, dialled, owner) is { } refused)
            return Plan(call, dialled, refused, new() { IsPrivate = dialled.Private }, owner);
        var outcome = inactive is null ? Judge(call, dialled) : LegOutcome.Denied(inactive, dialled.Private);
        if (outcome is { IsPrivate: true, IsDenied: false })
            call.PrivateCli = caller.Company?.PrivateCalls.Cli;
        var steps = outcome.Denial is { } denial ? Refusals.Of(call, denial, outcome.StarHelps) : Route(call, dialled, owner);
        return Plan(call, dialled, steps, outcome, owner);
    }

    private static CallPlan Plan(CallCase call, DialledNumber dialled, ImmutableArray<PlanStep> steps, LegOutcome outcome, NumberOwner? owner) =>
        new((call.Caller.Company ?? owner?.Company)?.Id, dialled.Number, dialled.Class, steps, call.Log.ToImmutable())
        {
            Caller = call.Caller.Number,
            IsCallerAsserted = call.Caller.Asserted,
            Quote = outcome.Quote,
            Denial = outcome.Denial,
            IsPrivate = outcome.IsPrivate,
            MaxDuration = outcome.MaxDuration,
            Place = call.Place,
            Secrets = dialled.Kind == DialledKind.FeatureCode ? [.. dialled.Digits.Split('*', '#').Where(run => run.Length >= ShortestSecret)] : [],
        };

    private static DialContext ContextOf(CallCase call)
    {
        var caller = call.Caller;
        if (caller.Kind == CallerKind.Outside || caller.Company is not { } company)
            return DialContext.Outside(call.Directory);
        var context = DialContext.For(call.Directory, company, caller.Site);
        return context with
        {
            Plan = caller.Services.Contains(ServiceKind.PrivatePlan) ? context.Plan : null,
            LocalCode = call.Place.AreaCode,
            Services = caller.Services,
            Day = call.Day,
            PrivatePrefix = caller.Trunk?.PrivatePrefix,
            TakesPrivateParameter = call.Request.Source is CallSource.FromSoftphone,
        };
    }

    /// <summary>Steps 7 to 13, for the caller.</summary>
    private static LegOutcome Judge(CallCase call, DialledNumber dialled)
    {
        if (call.Caller.Kind == CallerKind.Outside || call.Caller.Company is not { } company)
        {
            PayerStep.NoteOutside(call);
            return LegOutcome.Free(Payer.Nobody);
        }

        // The menus have no number of their own, and cost nothing.
        if (CalledParty.Of(dialled) is not { } called)
            return LegOutcome.Free(Payer.Nobody);
        return LegRules.Judge(
            new()
            {
                Directory = call.Directory,
                Accounts = call.Accounts,
                At = call.Request.At,
                Day = call.Day,
                Company = company,
                Called = called,
                Services = call.Caller.Services,
                Employee = call.Caller.Employee,
                Trunk = call.Caller.Trunk,
                Starred = dialled.Private,
                Place = call.Place,
            },
            call.Log);
    }

    /// <summary>Steps 14 and 15, and the loop checks before them.</summary>
    private static ImmutableArray<PlanStep> Route(CallCase call, DialledNumber dialled, NumberOwner? owner)
    {
        if (dialled.PrivateTarget is PrivateTarget.ToVoicemail)
            return MenuSteps.Of(call);
        if (dialled.PrivateTarget is PrivateTarget.ToTopUp)
            return TopUpSteps.Of(call, null);
        if (dialled.Kind == DialledKind.FeatureCode && TopUpCode.TryRead(dialled.Digits, out var code))
            return TopUpSteps.Of(call, code);
        if (dialled.Number is not { } number)
            return [new PlanStep.Reject(CallCause.Internal)];
        if (call.HasEntered(number))
        {
            return Loop(call, number, owner is { Range: { } own } && call.Caller.Trunk?.Id == own.Trunk ? "LOOP-7" : "LOOP-5",
                "Połączenie, które jest właśnie zestawiane, wróciło: pętla.", "A call that is being set up has come back: a loop.");
        }

        if (owner is null)
            return OutsideSteps.Of(call, number);
        if (Refusals.NotInService(call, owner.Value) is { } off)
            return off;
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
        if (Refusals.OfAnonymous(call, owner, employee) is { } refused)
            return refused;
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
