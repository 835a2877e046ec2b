using System.ComponentModel.DataAnnotations;

namespace PbxBridge.Configuration;

/// <summary>The mail server that takes our mails (RFC 5321, RFC 6409).</summary>
internal sealed record NoticeMailOptions
{
    /// <summary>Host name or address; empty: no mail is sent.</summary>
    public string Server { get; init; } = "";

    [Range(1, 65_535)]
    public int Port { get; init; } = 587;

    /// <summary>Nothing is said before the connection is encrypted (RFC 3207).</summary>
    public bool StartTls { get; init; } = true;

    /// <summary>Empty: we do not log in.</summary>
    public string User { get; init; } = "";

    [Secret]
    public string Password { get; init; } = "";

    /// <summary>Address of the sender: <c>siec-firmowa@operator.example</c>.</summary>
    public string From { get; init; } = "";

    /// <summary>Name of the sender, beside his address.</summary>
    public string Name { get; init; } = "Sieć firmowa";
}
