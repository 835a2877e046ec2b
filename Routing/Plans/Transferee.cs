namespace PbxBridge.Routing.Plans;

/// <summary>Who will talk when a call is a blind transfer: the call itself is the transferrer's, who is barred and pays as for a new call of his own (TRF-1);
/// the target is shown the one who talks. Texts as in <see cref="CallRequest"/>.</summary>
/// <param name="Asserted">His number as the network or the bridge vouches for it; null when nobody does.</param>
/// <param name="From">His number as he gave it.</param>
/// <param name="DisplayName">Without quotes; null for none.</param>
/// <param name="Private">He asked that his number be withheld.</param>
public sealed record Transferee(CallSource Source, string? Asserted, string? From, string? DisplayName, bool Private);
