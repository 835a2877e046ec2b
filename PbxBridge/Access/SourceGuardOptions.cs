using PbxBridge.Configuration;

namespace PbxBridge.Access;

/// <summary>When a source of failed passwords is blocked, slowed and banned (domain §3.1).</summary>
internal sealed record SourceGuardOptions
{
    /// <summary>So many failures of one user from one source within <see cref="Window"/> block the two.</summary>
    public const int FailuresToBlock = 5;

    public TimeSpan Window { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How long user and source are refused together, even with the right password.</summary>
    public TimeSpan BlockFor { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>Failures of one source, over all users, that make its refusals slow. A window starts with the first failure.</summary>
    public int FailuresToSlow { get; init; } = 10;

    /// <summary>Failures of one source that ban it.</summary>
    public int FailuresToBan { get; init; } = 20;

    /// <summary>Of the first ban; each further one lasts twice as long.</summary>
    public TimeSpan FirstBan { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>The longest ban; and after so long without one, the next is a first one again.</summary>
    public TimeSpan LongestBan { get; init; } = TimeSpan.FromHours(24);

    /// <summary>Sources remembered; beyond it the one seen longest ago is forgotten.</summary>
    public int MaxSources { get; init; } = 100_000;

    /// <summary>127.0.0.0/8 and ::1 are neither slowed nor banned.</summary>
    public bool SparesLoopback { get; init; }

    public static SourceGuardOptions Of(SecurityOptions settings) => new()
    {
        Window = settings.FailureWindow,
        BlockFor = settings.BanFor,
        FailuresToSlow = settings.SlowAfter,
        FailuresToBan = settings.BanAfter,
        FirstBan = settings.BanFor,
        LongestBan = settings.BanFor > TimeSpan.FromHours(24) ? settings.BanFor : TimeSpan.FromHours(24),
    };
}
