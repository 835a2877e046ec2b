using PbxBridge.Sip.Messages;

namespace PbxBridge.Sip.Dialogs;

/// <summary>Bodies with a session description.</summary>
internal static class SdpBody
{
    private static readonly byte[] TypeBytes = "application/sdp"u8.ToArray();

    public static ReadOnlyMemory<byte> Type => TypeBytes;

    /// <summary>Ends the message: with the description, or without a body when it is empty.</summary>
    public static void FinishWith(this MessageWriter writer, ReadOnlySpan<byte> sdp) => writer.Finish(TypeBytes, sdp);

    /// <summary>The bytes alone: a slice of a received message would keep the whole message alive for as long as the call.</summary>
    public static ReadOnlyMemory<byte> Keep(ReadOnlyMemory<byte> sdp) =>
        System.Runtime.InteropServices.MemoryMarshal.TryGetArray(sdp, out var segment) && segment.Array?.Length == sdp.Length ? sdp : sdp.ToArray();
}
