namespace PbxBridge.Charging.Prices;

/// <summary>What a call's price depends on.</summary>
/// <param name="Company">Id of the payer's company.</param>
/// <param name="Number">As routed: <c>+48704123456</c>, <c>118913</c>.</param>
/// <param name="Zone">International zone of the number, null at home.</param>
/// <param name="InArea">The payer calls from the company area; of a fixed number also: it is local to that zone (AREA-6).</param>
/// <param name="At">When the call was answered (RAT-6); before that, now.</param>
public readonly record struct PriceQuestion(
    string Company, RateClass Class, string Number, string? Zone, bool InArea, PriceUse Use, DateTimeOffset At);
