namespace PbxBridge.Sip.Digest;

/// <summary>The outcome of <see cref="DigestServer.Check"/>.</summary>
public enum DigestVerdict
{
    /// <summary>No credentials for our realm and an algorithm that we offer: challenge.</summary>
    NoCredentials,

    Accepted,

    /// <summary>Unknown user or wrong password; the two cannot be told apart.</summary>
    Refused,

    /// <summary>The password is right, but the nonce is old, not ours, or its count was used before: challenge with stale=true.</summary>
    Stale,

    /// <summary>A part is missing, or the URI is not the Request-URI: 400.</summary>
    Malformed,
}
