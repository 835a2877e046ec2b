using PbxBridge.Routing.Plans;

namespace PbxBridge.Calls.Transfer;

/// <summary>What the decisions of a call say of its transfers. They come after those of the plan.</summary>
internal static class TransferNotes
{
    /// <summary>The step's name.</summary>
    public const string Step = "transferred";

    public static void Begins(CallParty by, CallParty talker, Call call, string to, string other) => Note(
        call, talker.Text, to, $"{by.Text} przekazuje rozmówcę {talker.Text} do {to}: połączenie {other}.", $"{by.Text} transfers {talker.Text} to {to}: call {other}.");

    /// <summary>Written into both calls that go on.</summary>
    public static void Succeeded(Transferrer by, Call old, Call call, string one, string other)
    {
        Note(
            old, one, other, $"Przekazane: {one} rozmawia z {other} (połączenie {call.Origin.Id}); {by.Party.Text} się rozłącza.",
            $"Transferred: {one} talks with {other} (call {call.Origin.Id}); {by.Party.Text} is out.");
        Note(
            call, one, other, $"Przekazane: {one} rozmawia z {other} (połączenie {old.Origin.Id}); {by.Party.Text} się rozłącza.",
            $"Transferred: {one} talks with {other} (call {old.Origin.Id}); {by.Party.Text} is out.");
        if (by.Call != old && by.Call != call)
            Note(by.Call, one, other, $"Przekazane: {one} rozmawia z {other}, rozmowa trwa dalej jako {old.Origin.Id}.", $"Transferred: {one} talks with {other}, the talk goes on as {old.Origin.Id}.");
    }

    public static void Failed(Transferrer by, Call call, int status) => Note(
        call, by.Party.Text, $"{status}", $"Przekazanie nie powiodło się ({status}); {(by.IsGone ? "przekazujący już się rozłączył" : "rozmowa wraca do przekazującego")}.",
        $"The transfer failed ({status}); {(by.IsGone ? "the transferrer has hung up already" : "the call is the transferrer's again")}.");

    public static void Replaced(Call call, string leaver, string comer) => Note(
        call, leaver, comer, $"{comer} przejmuje rozmowę w miejsce {leaver}.", $"{comer} takes the place of {leaver}.");

    private static void Note(Call call, string input, string outcome, string polish, string english) =>
        call.Journal.Note(new DecisionStep(Step, input, "TRF-1", outcome, new Sentence(polish, english)));
}
