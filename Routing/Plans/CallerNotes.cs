using PbxBridge.Routing.Companies;

namespace PbxBridge.Routing.Plans;

/// <summary>The sentences about who calls and what is shown of him.</summary>
internal static class CallerNotes
{
    public static void Add(CallCase call)
    {
        var caller = call.Caller;
        var number = caller.Number?.Value ?? "–";
        var name = caller.Name ?? number;
        var (rule, sentence) = caller switch
        {
            { Kind: CallerKind.Unknown } => ("CLI-1", new Sentence("Źródło połączenia nie jest nikomu przypisane.", "The source of the call belongs to nobody.")),
            { Kind: CallerKind.Employee } => ("CLI-3", new($"Dzwoni pracownik firmy {caller.Company?.Name}: {name} ({number}).",
                $"An employee of {caller.Company?.Name} calls: {name} ({number}).")),
            { Kind: CallerKind.Pbx, Verified: true } => ("CLI-1", new($"Centrala {caller.Trunk?.Id} firmy {caller.Company?.Name}: dzwoni {number}.",
                $"The PBX {caller.Trunk?.Id} of {caller.Company?.Name}: {number} calls.")),
            { Kind: CallerKind.Pbx } => ("CLI-1", new($"Centrala {caller.Trunk?.Id} podała obcy numer lub żadnego: wstawiono {number}.",
                $"The PBX {caller.Trunk?.Id} gave a number that is not the company's, or none: {number} stands in.")),
            { IsReceiveOnly: true } => ("CLI-2", new($"Numer {number} tylko odbiera połączenia (lista DNO): nikt nie może z niego dzwonić.",
                $"{number} only takes calls (DNO list): nobody can be calling from it.")),
            { Number: null } => ("CLI-3", new("Dzwoni ktoś z zewnątrz, bez wiarygodnego numeru.", "Somebody from outside calls, without a credible number.")),
            _ => ("CLI-3", new($"Dzwoni {number} z zewnątrz.", $"{number} calls from outside.")),
        };
        call.Log.Add("caller", call.Request.Asserted ?? call.Request.From ?? "–", rule, number, sentence);
    }

    /// <summary>Whose call a transfer is, and who will talk.</summary>
    public static void AddTransfer(CallCase call)
    {
        var by = call.Caller.Name ?? call.Caller.Number?.Value ?? "–";
        var who = call.IsPresentedPrivate ? null : call.Presented.Name ?? call.Presented.Number?.Value;
        call.Log.Add("transfer", call.Presented.Number?.Value ?? "–", "TRF-1", call.Caller.Number?.Value ?? "–",
            $"Przekazanie: {by} łączy dalej {(who is null ? "swojego rozmówcę" : $"rozmówcę {who}")}; reguły i koszt jak dla nowego połączenia osoby {by}.",
            $"A transfer: {by} sends {who ?? "the other party"} on; rules and cost as for a new call of {by}.");
    }

    /// <summary>Notes what the target is shown (step 14), and gives the target back.</summary>
    public static RingTarget Shown(CallCase call, RingTarget target)
    {
        var (shown, hidden) = (target.Caller.Shown, target.Caller.Private);
        var own = call.Presented.Number?.Value;
        Sentence sentence = shown is not null && target.Caller.ShownContext is null && shown != own && own is not null
            ? new($"Osoba wywoływana widzi {shown} zamiast {own}.", $"The called person is shown {shown} instead of {own}.")
            : shown is not null ? new($"Osoba wywoływana widzi {shown}.", $"The called person is shown {shown}.")
            : hidden ? new("Numer zastrzeżony na życzenie dzwoniącego.", "The caller asked not to be shown.")
            : new("Osoba wywoływana nie widzi numeru.", "The called person is shown no number.");
        call.Log.Add("caller-id", target.Number.Value, "§2.3", shown ?? "anonymous", sentence);
        return target;
    }
}
