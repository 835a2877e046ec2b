using System.ComponentModel.DataAnnotations;
using PbxBridge.Media.Relay;
using PbxBridge.Routing.Hunting;

namespace PbxBridge.Configuration;

/// <summary>How long a call may wait and last (domain §4.1). What a company chooses for its lines stands in its file.</summary>
internal sealed record TimerOptions
{
    /// <summary>From the INVITE to a PBX or a softphone to the first sign of ringing (T_prov); after it the person counts as unreachable.</summary>
    [Range(typeof(TimeSpan), "00:00:02", "00:00:20")]
    public TimeSpan Provisional { get; init; } = HuntTimers.Default.Provisional;

    /// <summary>The same towards the mobile network, which has to page the phone first.</summary>
    [Range(typeof(TimeSpan), "00:00:02", "00:00:20")]
    public TimeSpan ProvisionalMobile { get; init; } = HuntTimers.Default.ProvisionalMobile;

    /// <summary>The same towards the mobile network when nobody else is left to try.</summary>
    [Range(typeof(TimeSpan), "00:00:02", "00:01:00")]
    public TimeSpan ProvisionalLast { get; init; } = HuntTimers.Default.ProvisionalLast;

    /// <summary>All of a set-up, until somebody answers (T_setup).</summary>
    [Range(typeof(TimeSpan), "00:01:00", "00:05:00")]
    public TimeSpan Setup { get; init; } = HuntTimers.Default.Setup;

    /// <summary>A call that lasts longer is ended (T_maxcall).</summary>
    [Range(typeof(TimeSpan), "00:10:00", "1.00:00:00")]
    public TimeSpan LongestCall { get; init; } = TimeSpan.FromHours(24);

    /// <summary>A voicemail message is no longer (T_vm_max).</summary>
    [Range(typeof(TimeSpan), "00:00:10", "00:10:00")]
    public TimeSpan LongestMessage { get; init; } = RecordingLimits.Default.Max;

    /// <summary>A message ends when so long nothing is heard (T_vm_silence).</summary>
    [Range(typeof(TimeSpan), "00:00:03", "00:01:00")]
    public TimeSpan MessageSilence { get; init; } = RecordingLimits.Default.Silence;

    public RecordingLimits Message => new() { Max = LongestMessage, Silence = MessageSilence, StopOnKey = null };

    public HuntTimers Hunt => new()
    {
        Provisional = Provisional,
        ProvisionalMobile = ProvisionalMobile,
        ProvisionalLast = ProvisionalLast,
        Setup = Setup,
    };
}
