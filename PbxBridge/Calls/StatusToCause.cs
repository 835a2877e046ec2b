using System.Buffers.Text;
using PbxBridge.Routing.Plans;
using PbxBridge.Sip.Messages;

namespace PbxBridge.Calls;

/// <summary>The one table from the final response of a leg to its outcome (domain §4.2, RFC 3398 §8.2.6.1).</summary>
internal static class StatusToCause
{
    /// <param name="status">300 to 699; 408 and 503 also stand for a time-out and a broken transport.</param>
    /// <param name="q850">Cause of the Reason header, or null: 480 alone is ambiguous (REA-1).</param>
    /// <param name="rang">A provisional response other than 100 came before.</param>
    public static CallCause Of(int status, int? q850, bool rang) => (status, q850) switch
    {
        (486 or 600, _) or (_, 17) => CallCause.Busy,
        (603 or 607 or 608, _) => CallCause.Declined,
        (403 or 480, 21) when rang => CallCause.Declined,
        (480 or 408, 18 or 19) => CallCause.NoAnswer,
        (480, 20) => CallCause.Unreachable,
        (480 or 408 or 487, _) when rang => CallCause.NoAnswer,
        (404 or 410 or 604 or 416, _) => CallCause.Unallocated,
        (484, _) => CallCause.Incomplete,
        (401 or 403 or 407, _) => CallCause.Rejected,
        (415 or 488 or 606, _) => CallCause.Media,
        (440 or 482 or 483, _) => CallCause.Loop,
        ( >= 300 and < 400, _) => CallCause.Diverted,
        _ => CallCause.Unreachable,
    };

    /// <summary>What a final response without a cause of its own says in Q.850 (domain §3.4, RFC 3398 §8.2.6.1).</summary>
    public static int Q850Of(int status) => status switch
    {
        404 or 485 or 604 => 1,
        486 or 600 => 17,
        480 => 18,
        401 or 402 or 403 or 407 or 603 => 21,
        410 => 22,
        482 or 483 => 25,
        484 => 28,
        502 => 38,
        400 or 481 or 500 or 503 => 41,
        415 or 488 or 606 => 88,
        408 or 504 => 102,
        _ => 127,
    };

    /// <summary>Of the outcomes of one person's devices the lowest tells most about the person.</summary>
    public static int Rank(CallCause cause) => cause switch
    {
        CallCause.Declined => 0,
        CallCause.Busy => 1,
        CallCause.NoAnswer => 2,
        CallCause.Unreachable => 3,
        _ => 4,
    };

    /// <summary>The cause of <c>Reason: Q.850;cause=n</c> (RFC 3326, RFC 6432); null when there is none.</summary>
    public static int? Q850Of(SipMessage? message)
    {
        if (message is null || !message.Has(HeaderId.Reason))
            return null;
        foreach (var value in message.Values(HeaderId.Reason))
        {
            if (value.Length < 5 || !System.Text.Ascii.EqualsIgnoreCase(value[..5], "Q.850"u8))
                continue;
            var at = value.IndexOf("cause="u8);
            if (at >= 0 && Utf8Parser.TryParse(value[(at + 6)..], out int cause, out _))
                return cause;
        }
        return null;
    }
}
