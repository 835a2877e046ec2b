namespace PbxBridge.Manager.Pages;

/// <summary>What somebody is told on the page that he comes to after an act.</summary>
internal static class Told
{
    public const string Saved = "saved", Unchanged = "same", Removed = "removed", ToppedUp = "topped-up";

    private const string Field = "told";

    public static string After(string back, string what) => $"{back}{(back.Contains('?') ? '&' : '?')}{Field}={what}";

    /// <summary>Null: nothing.</summary>
    public static string? Of(Visit visit, string? what) => what switch
    {
        Saved => visit.T("Zapisano.", "Saved."),
        Unchanged => visit.T("Tak już jest: nic się nie zmieniło.", "It is so already: nothing has changed."),
        Removed => visit.T("Usunięto.", "Removed."),
        ToppedUp => visit.T("Konto zostało doładowane.", "The account was topped up."),
        _ => null,
    };
}
