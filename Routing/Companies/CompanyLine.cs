using System.Collections.Immutable;
using PbxBridge.Routing.Numbering;

namespace PbxBridge.Routing.Companies;

/// <summary>One number that a group of employees answers, one rung after another (domain §4.3).</summary>
public sealed record CompanyLine
{
    /// <summary>LIM-1.</summary>
    public const int MaxMembers = 16;

    /// <summary>E.164, tied to no SIM.</summary>
    public required PhoneNumber Number { get; init; }

    public string? Extension { get; init; }

    public required string Name { get; init; }

    /// <summary>Off: the number is not in service (mission L12).</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>1 to 16 numbers of the network: employees' mobiles or PBX numbers.</summary>
    public required ImmutableArray<PhoneNumber> Members { get; init; }

    public LineOrder Order { get; init; } = LineOrder.Random;

    /// <summary>T_ring of each member: 5 to 60 s in steps of 5.</summary>
    public TimeSpan RingFor { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>T_line_total of the whole hunt: 15 to 175 s.</summary>
    public TimeSpan Total { get; init; } = TimeSpan.FromSeconds(120);

    /// <summary>At most so many rounds, 1 to 3; null: until <see cref="Total"/> is used up (D3).</summary>
    public int? Rounds { get; init; }

    /// <summary>Members who ring for another time than <see cref="RingFor"/>.</summary>
    public ImmutableArray<MemberRing> RingTimes { get; init; } = [];

    /// <summary>Who answers must press 1 before the caller is connected, so that nobody's voicemail takes a call (FAKE-1 d).</summary>
    public bool ConfirmAnswer { get; init; }

    public LineOverflow Overflow { get; init; } = new LineOverflow.ToVoicemail();

    /// <summary>Id of the profile that binds the line's overflow (HUNT-9); null: unrestricted.</summary>
    public string? Profile { get; init; }

    /// <summary>Stands before the caller's name, so that members see by which line he comes: <c>[Sprzedaż]</c>. Null: nothing.</summary>
    public string? NamePrefix { get; init; }
}

/// <summary>How long one member of a line rings.</summary>
/// <param name="RingFor">5 to 60 s in steps of 5.</param>
public sealed record MemberRing(PhoneNumber Member, TimeSpan RingFor);

/// <summary>Order in which the members of a company line are rung (D17).</summary>
public enum LineOrder
{
    /// <summary>A fresh permutation for each call and round.</summary>
    Random,
    Fixed,

    /// <summary>As listed, and the first is the one after the member who took the line's last call.</summary>
    RoundRobin,

    /// <summary>Who has had no call of the line for the longest time is first; who never had one goes before, as listed.</summary>
    LongestIdle,
}

/// <summary>Where a company line's call goes when nobody answered (D3).</summary>
public abstract record LineOverflow
{
    private LineOverflow()
    {
    }

    /// <summary>The line's own mailbox.</summary>
    public sealed record ToVoicemail : LineOverflow;

    /// <summary>A number inside the network.</summary>
    public sealed record ToNumber(PhoneNumber Number) : LineOverflow;

    /// <summary>Another company line, by its number.</summary>
    public sealed record ToLine(PhoneNumber Line) : LineOverflow;

    /// <summary>An announcement, then release.</summary>
    public sealed record ToAnnouncement : LineOverflow;
}
