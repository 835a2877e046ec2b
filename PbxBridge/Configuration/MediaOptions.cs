using System.ComponentModel.DataAnnotations;
using System.Net;

namespace PbxBridge.Configuration;

/// <summary>The sound of the calls.</summary>
internal sealed record MediaOptions
{
    public const string Section = "Media";

    /// <summary>False: the sound goes between the phones; no announcements and no voicemail.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>The address that peers send sound to; null: that of SIP.</summary>
    public IPAddress? Advertised { get; init; }

    /// <summary>The local address of the sockets.</summary>
    public IPAddress Bind { get; init; } = IPAddress.Any;

    /// <summary>First port; a leg takes two.</summary>
    [Range(1024, 65_534)]
    public int PortMin { get; init; } = 20_000;

    /// <summary>Last port, included.</summary>
    [Range(1025, 65_535)]
    public int PortMax { get; init; } = 29_999;

    /// <summary>Phones and trunks over TLS are called with SRTP (RFC 4568), and must take it; false: only who offers it gets it.</summary>
    public bool OffersSrtp { get; init; }

    /// <summary>A call whose sound stays away for this long is ended (SES-2).</summary>
    [Range(typeof(TimeSpan), "00:00:05", "01:00:00")]
    public TimeSpan Watchdog { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Folder of the spoken prompts; a relative path counts from the program's folder.</summary>
    [Required]
    public string Prompts { get; init; } = "config/prompts";
}
