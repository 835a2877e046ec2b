using System.Collections.Immutable;
using PbxBridge.Routing.Companies;
using PbxBridge.Routing.Numbering;
using PbxBridge.Routing.PrivateCalls;

namespace PbxBridge.Routing.Plans;

/// <summary>What ends a call without ringing anybody.</summary>
internal static class Refusals
{
    /// <summary>More refusals than this within a minute and a caller hears no announcement any more (BAR-8).</summary>
    private const int MaxAnnounced = 20;

    /// <summary>The caller's company or he himself is not active; null: they are.</summary>
    public static Denial? Inactive(CallCase call, DialledNumber dialled) => call.Caller is { Kind: not CallerKind.Outside, Company: { } company } caller
        ? AccountStep.Check(company, caller.Employee, caller.Trunk, dialled.Class, call.Day, call.Log)
        : null;

    /// <summary>Before the caller's rules are asked: strangers, and numbers that are none. Null when the call goes on.</summary>
    public static ImmutableArray<PlanStep>? Before(CallCase call, DialledNumber dialled, NumberOwner? owner)
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
            return Refuse(call, "A04", invalid);
        if (dialled.Kind == DialledKind.FeatureCode && !TopUpCode.TryRead(dialled.Digits, out _))
        {
            call.Log.Add("feature", dialled.Digits, "§1.5", "NotInService", $"Kod usługi {dialled.Digits} nie jest obsługiwany.", $"The feature code {dialled.Digits} is not served.");
            return Refuse(call, "A02", CallCause.NotInService);
        }

        if (!dialled.Private || call.Caller.Kind != CallerKind.Outside)
            return null;
        call.Log.Add("private", dialled.Raw, "C10", "PrivateOff", "Połączenia prywatne są tylko dla pracowników firm.", "Private calls are for employees of companies only.");
        return Refuse(call, "A07", CallCause.PrivateOff);
    }

    /// <summary>The caller's rules do not allow it (§5.5).</summary>
    public static ImmutableArray<PlanStep> Of(CallCase call, Denial denial, bool starHelps)
    {
        var (cause, announcement) = Denials.Of(denial.Reason, starHelps);
        return Refuse(call, announcement, cause);
    }

    /// <summary>The called company is not switched on, or what is called there is suspended (P4, D10); null: it is in service.</summary>
    public static ImmutableArray<PlanStep>? NotInService(CallCase call, NumberOwner owner)
    {
        var company = owner.Company;
        var (rule, sentence) = (company.IsInService(call.Day), owner) switch
        {
            (false, _) => ("P4", new Sentence($"Firma {company.Name} nie korzysta teraz z usługi.", $"{company.Name} is not in service now.")),
            (true, { Employee: null, Line: null, Range: not null }) when company.GatesClosedOn(call.Day) => ("D10", new(
                $"Zakres numeracji centrali firmy {company.Name} jest zawieszony.", $"The PBX range of {company.Name} is suspended.")),
            _ => ("", default),
        };
        if (rule.Length == 0)
            return null;
        call.Log.Add("service", company.Id, rule, "NotInService", sentence);
        return Refuse(call, "A04", CallCause.NotInService);
    }

    /// <summary>Who withholds his number calls somebody who does not want that (ACR, RFC 5079); null: he is put through.</summary>
    public static ImmutableArray<PlanStep>? OfAnonymous(CallCase call, NumberOwner owner, Employee employee)
    {
        if (!employee.RejectsAnonymous || !call.IsPresentedPrivate || call.Request.PsapCallback || Presentation.IsOverridden(call.Presented, owner.Company))
            return null;
        call.Log.Add("anonymous", employee.Mobile.Value, "PRES-4", "AnonymousRefused",
            $"{employee.Name} nie przyjmuje połączeń z zastrzeżonym numerem.", $"{employee.Name} takes no calls from withheld numbers.");
        return [new PlanStep.Reject(CallCause.AnonymousRefused)];
    }

    private static ImmutableArray<PlanStep> Refuse(CallCase call, string announcement, CallCause cause) =>
        call.Caller.Number is { } number && call.Presence.RecentRefusals(number) > MaxAnnounced
            ? [new PlanStep.Reject(cause)]
            : RingSteps.Refuse(call.Caller, announcement, cause);
}
