using System.Text;

namespace PbxBridge.Calls.Transfer;

/// <summary>Session descriptions of people who are on hold.</summary>
internal static class HeldDescription
{
    /// <summary>The same description without its directions: whoever was on hold is to talk again (RFC 3264 §6.1: sendrecv is the default).</summary>
    public static byte[] Released(ReadOnlySpan<byte> sdp)
    {
        var text = new StringBuilder(sdp.Length);
        foreach (var line in Encoding.Latin1.GetString(sdp).Split('\n'))
        {
            if (line.TrimEnd('\r') is not ("" or "a=sendonly" or "a=recvonly" or "a=inactive"))
                text.Append(line).Append('\n');
        }
        return Encoding.Latin1.GetBytes(text.ToString());
    }
}
