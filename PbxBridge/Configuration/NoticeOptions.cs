using System.ComponentModel.DataAnnotations;

namespace PbxBridge.Configuration;

/// <summary>How people are told of limits, of new voicemail and of an activation.</summary>
internal sealed record NoticeOptions
{
    public const string Section = "Notices";

    public NoticeSmsOptions Sms { get; init; } = new();

    public NoticeMailOptions Mail { get; init; } = new();

    /// <summary>Employees without a softphone get an SMS for each new voicemail message (domain §4.6).</summary>
    public bool Voicemail { get; init; } = true;

    /// <summary>Messages of one kind, SMS or mail, that are on their way at the same time.</summary>
    [Range(1, 100)]
    public int Parallel { get; init; } = 4;

    /// <summary>A message that could not be sent for this long is given up.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "14.00:00:00")]
    public TimeSpan GiveUpAfter { get; init; } = TimeSpan.FromDays(1);
}
