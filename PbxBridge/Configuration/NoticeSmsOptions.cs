namespace PbxBridge.Configuration;

/// <summary>How SMS leave the bridge.</summary>
internal sealed record NoticeSmsOptions
{
    public SmsBy By { get; init; } = SmsBy.Sip;

    /// <summary>Whom phones show as sender: a number (<c>+48225558000</c>), with <see cref="SmsBy.Http"/> also a name. Empty: the main number of the company.</summary>
    public string From { get; init; } = "";

    /// <summary>With <see cref="SmsBy.Sip"/>: one of <c>Operator:Trunks</c>. Empty: that of the mobile network.</summary>
    public string Trunk { get; init; } = "";

    /// <summary>With <see cref="SmsBy.Http"/>: where the gateway takes messages, <c>https://gateway.example/messages</c>.</summary>
    public string Url { get; init; } = "";

    /// <summary>With <see cref="SmsBy.Http"/>: goes with each request as <c>Authorization: Bearer</c>; empty: none does.</summary>
    [Secret]
    public string Token { get; init; } = "";
}

/// <summary>The way of SMS.</summary>
internal enum SmsBy
{
    Off,

    /// <summary>MESSAGE through a trunk (RFC 3428).</summary>
    Sip,

    /// <summary>A gateway that takes JSON.</summary>
    Http,
}
