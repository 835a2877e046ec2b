namespace PbxBridge.Testing;

/// <summary>How a <see cref="SipPhone"/> places a call.</summary>
public sealed record DialOptions
{
    /// <summary>Null for the phone's own; empty for an INVITE without an offer.</summary>
    public string? Sdp { get; init; }

    /// <summary>Content-Type of <see cref="Sdp"/>: another one for a description in a multipart body.</summary>
    public string BodyType { get; init; } = "application/sdp";

    /// <summary>Header rows in addition.</summary>
    public IReadOnlyList<(string Name, string Value)> Headers { get; init; } = [];

    /// <summary>Answers challenges.</summary>
    public PhoneDigest? Credentials { get; init; }

    /// <summary>Value of From without a tag; null for the phone's own.</summary>
    public string? From { get; init; }

    public string? CallId { get; init; }
}
