namespace PbxBridge.Storage.Calls;

/// <summary>Which calls to list; null = no matter.</summary>
/// <param name="NumberEndsWith">Last digits of the caller's, the dialled or the called number; anything but digits in it is ignored.</param>
/// <param name="From">First start time.</param>
/// <param name="To">Start time before which, exclusive.</param>
public sealed record CallFilter(string? Company = null, string? NumberEndsWith = null, DateTimeOffset? From = null, DateTimeOffset? To = null)
{
    /// <summary>Digits anywhere in the caller's, the dialled or the called number; anything but digits in it is ignored.</summary>
    public string? NumberHas { get; init; }

    /// <summary>Those that were of no company: a number that nobody has, a caller whom nobody knows.</summary>
    public bool IsOfNoCompany { get; init; }

    /// <summary>Of a company also those that employees paid from their own accounts: for who is not the company (D9).</summary>
    public bool HasOwnAccounts { get; init; }

    /// <summary>With what the id of the call begins.</summary>
    public string? IdBegins { get; init; }

    public CallResult? Result { get; init; }

    /// <summary>Id of a call: those that came before it.</summary>
    public string? Before { get; init; }

    /// <summary>Id of a call: those that came after it, the oldest of them, still the newest first.</summary>
    public string? After { get; init; }
}
