namespace PbxBridge.Sip.Messages;

/// <summary>What a request carries beside its session description, as a part of a multipart body (RFC 5621).</summary>
/// <param name="ContentType">Without parameters: <c>application/pidf+xml</c>.</param>
/// <param name="ContentId">Without angle brackets; a header names it as <c>cid:…</c> (RFC 2392).</param>
/// <param name="Content">Its bytes, as they are.</param>
public sealed record BodyPart(string ContentType, string ContentId, ReadOnlyMemory<byte> Content);
