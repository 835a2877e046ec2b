namespace PbxBridge.Calls;

/// <summary>How one side hears that the other has refused a request within the call. A status whose meaning stands in headers of that leg
/// (a challenge, what would be understood, another address) says nothing on this one, and must not come without them.</summary>
internal static class PassedRefusal
{
    /// <summary>Of a re-INVITE or UPDATE with an offer. 488: the session stays as it was (RFC 3261 §14.2).</summary>
    public static int OfOffer(int status) => status switch
    {
        408 or 481 or 503 => 500,
        401 or 407 => 403,
        < 400 or 402 or 405 or 413 or (>= 414 and <= 417) or (>= 420 and <= 424) or 494 or 501 or 505 or 513 => 488,
        _ => status,
    };

    /// <summary>Of an INFO; a 2xx is none.</summary>
    public static int OfInfo(int status) => status switch
    {
        < 300 => status,
        503 => 500,
        401 or 407 => 403,
        < 400 or 405 or (>= 420 and <= 424) or 469 or 489 or 494 or 501 => 415,
        _ => status,
    };
}
