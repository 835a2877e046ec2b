using System.ComponentModel.DataAnnotations;

namespace PbxBridge.Storage;

/// <summary>Where the store lies and how much it holds.</summary>
public sealed record StoreOptions
{
    public const string Section = "Store";

    /// <summary>The database file; a relative path counts from the working folder. Its folder is created.</summary>
    /// <remarks>With <see cref="PostgreSql"/> there is no such file; certificates still lie in its folder.</remarks>
    [Required]
    public string Path { get; init; } = "data/pbxbridge.db";

    /// <summary>Connection string of a PostgreSQL database (15 or newer) that several nodes share: <c>Host=db;Database=pbxbridge;Username=…;Password=…</c>;
    /// empty = the file of <see cref="Path"/>.</summary>
    public string PostgreSql { get; init; } = "";

    /// <summary>This node among those that share the store; in the names of exported files.</summary>
    [Required]
    public string Node { get; init; } = "1";

    /// <summary>How long an operation waits for another program's lock before it fails.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:01:00")]
    public TimeSpan LockWait { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Call records that may wait for the disk; above it the bridge refuses new calls.</summary>
    [Range(100, 1_000_000)]
    public int RecordQueue { get; init; } = 20_000;

    /// <summary>A group of call records is committed when its first one is this old …</summary>
    /// <remarks>A longer window makes fewer commits; a crash loses the records of one window.</remarks>
    [Range(typeof(TimeSpan), "00:00:00.001", "00:00:01")]
    public TimeSpan GroupWindow { get; init; } = TimeSpan.FromMilliseconds(50);

    /// <summary>… or when it has this many.</summary>
    [Range(1, 1_000)]
    public int GroupSize { get; init; } = 100;

    /// <summary>Message bytes kept of one call's flow, before compression; later messages keep their first line only.</summary>
    [Range(0, 16 * 1024 * 1024)]
    public int FlowBytes { get; init; } = 64 * 1024;

    /// <summary>Messages a mailbox holds (domain §4.6).</summary>
    [Range(1, 1_000)]
    public int MailboxCapacity { get; init; } = 50;

    /// <summary>How long a voicemail message is kept (domain §4.6).</summary>
    [Range(typeof(TimeSpan), "1.00:00:00", "3650.00:00:00")]
    public TimeSpan MessageRetention { get; init; } = TimeSpan.FromDays(30);

    /// <summary>How long a call record is kept: 12 months (CDR-3).</summary>
    [Range(typeof(TimeSpan), "1.00:00:00", "3650.00:00:00")]
    public TimeSpan RecordRetention { get; init; } = TimeSpan.FromDays(366);

    /// <summary>How long the charges of calls are kept: three years, the time in which a bill can be contested, and some.</summary>
    [Range(typeof(TimeSpan), "1.00:00:00", "3650.00:00:00")]
    public TimeSpan ChargeRetention { get; init; } = TimeSpan.FromDays(3 * 365 + 90);

    /// <summary>How long messages that were sent or given up are kept in the outbox.</summary>
    [Range(typeof(TimeSpan), "1.00:00:00", "3650.00:00:00")]
    public TimeSpan OutboxRetention { get; init; } = TimeSpan.FromDays(90);

    /// <summary>The check warns below this much free space beside the store.</summary>
    [Range(0, long.MaxValue)]
    public long MinimumFreeBytes { get; init; } = 200L * 1024 * 1024;
}
