namespace PbxBridge.Media.Sdp;

/// <summary>Questions to a <see cref="MediaDirection"/>, and its words in SDP (RFC 8866 §6.7).</summary>
public static class MediaDirections
{
    /// <summary>The writer of the description wants to receive.</summary>
    public static bool Receives(this MediaDirection direction) => direction is MediaDirection.SendRecv or MediaDirection.RecvOnly;

    /// <summary>The writer of the description sends.</summary>
    public static bool Sends(this MediaDirection direction) => direction is MediaDirection.SendRecv or MediaDirection.SendOnly;

    /// <summary>The same flow seen from the other end.</summary>
    public static MediaDirection Reversed(this MediaDirection direction) => From(sends: direction.Receives(), receives: direction.Sends());

    /// <summary>What an answer may say at most (RFC 3264 §6.1): <paramref name="wish"/>, cut down to what the offer leaves.</summary>
    public static MediaDirection Answering(this MediaDirection wish, MediaDirection offered) =>
        From(wish.Sends() && offered.Receives(), wish.Receives() && offered.Sends());

    public static MediaDirection From(bool sends, bool receives) => (sends, receives) switch
    {
        (true, true) => MediaDirection.SendRecv,
        (true, false) => MediaDirection.SendOnly,
        (false, true) => MediaDirection.RecvOnly,
        _ => MediaDirection.Inactive,
    };

    /// <summary>The attribute's name: <c>sendrecv</c> and so on.</summary>
    public static string Text(this MediaDirection direction) => direction switch
    {
        MediaDirection.SendOnly => "sendonly",
        MediaDirection.RecvOnly => "recvonly",
        MediaDirection.Inactive => "inactive",
        _ => "sendrecv",
    };

    internal static MediaDirection? Parse(string attribute) => attribute switch
    {
        "sendrecv" => MediaDirection.SendRecv,
        "sendonly" => MediaDirection.SendOnly,
        "recvonly" => MediaDirection.RecvOnly,
        "inactive" => MediaDirection.Inactive,
        _ => null,
    };
}
