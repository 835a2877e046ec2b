namespace PbxBridge.Routing.Numbering;

/// <summary>Which network a number is in now, as its prefix does not say (NUM-2, mission O8). Asked while a call is planned, so it answers from memory; any thread.</summary>
public interface INumberPortability
{
    /// <summary>Id of the operator, or null when it is not known: then the block of the number counts.</summary>
    /// <param name="on">The day in Poland.</param>
    string? OperatorOf(PhoneNumber number, DateOnly on);
}

/// <summary>Nothing is known of ported numbers.</summary>
public sealed class NoPortability : INumberPortability
{
    public static readonly NoPortability Here = new();

    public string? OperatorOf(PhoneNumber number, DateOnly on) => null;
}
