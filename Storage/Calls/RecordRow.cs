using System.Collections.Immutable;
using PbxBridge.Routing.Numbering;
using PbxBridge.Routing.Plans;
using PbxBridge.Storage.Calls.Details;
using PbxBridge.Storage.Charges;

namespace PbxBridge.Storage.Calls;

/// <summary>A row of <c>call_record</c> as the database gives it.</summary>
internal sealed class RecordRow
{
    public const string SummaryColumns =
        "id AS Id, company AS Company, started_at AS StartedAt, answered_at AS AnsweredAt, ended_at AS EndedAt, caller AS Caller, dialled AS Dialled, "
        + "called AS Called, direction AS Direction, service AS Service, answered_by AS AnsweredBy, outcome AS Outcome, sip_status AS SipStatus, caller_shown AS CallerShown";

    public const string AllColumns = SummaryColumns
        + ", ringing_at AS RingingAt, number_class AS NumberClass, in_trunk AS InTrunk, out_trunk AS OutTrunk, "
        + "q850 AS Q850, released_by AS ReleasedBy, billing AS Billing, attempts AS Attempts, decisions AS Decisions, flow AS Flow, detail AS Detail";

    public string Id { get; init; } = "";
    public string? Company { get; init; }
    public long StartedAt { get; init; }
    public long? RingingAt { get; init; }
    public long? AnsweredAt { get; init; }
    public long EndedAt { get; init; }
    public string Caller { get; init; } = "";
    public string? CallerShown { get; init; }
    public string Dialled { get; init; } = "";
    public string? Called { get; init; }
    public string NumberClass { get; init; } = "";
    public string Direction { get; init; } = "";
    public string? InTrunk { get; init; }
    public string? OutTrunk { get; init; }
    public string Service { get; init; } = "";
    public string? AnsweredBy { get; init; }
    public string Outcome { get; init; } = "";
    public long SipStatus { get; init; }
    public long? Q850 { get; init; }
    public string ReleasedBy { get; init; } = "";
    public string? Billing { get; init; }
    public string Attempts { get; init; } = "[]";
    public string Decisions { get; init; } = "[]";
    public byte[]? Flow { get; init; }

    /// <summary>Its group's blob; null for what was written before there were groups.</summary>
    public long? Detail { get; init; }

    public CallSummary ToSummary() => new(
        Id,
        Company,
        Time(StartedAt),
        Time(AnsweredAt),
        Time(EndedAt),
        Caller,
        Dialled,
        Called is null ? null : new PhoneNumber(Called),
        Names<CallDirection>.Read(Direction, CallDirection.Internal),
        Names<CallService>.Read(Service, CallService.Basic),
        AnsweredBy,
        Names<CallCause>.Read(Outcome, CallCause.Internal),
        (int)SipStatus)
    {
        CallerShown = CallerShown,
    };

    /// <param name="early">What the call handed over while it ran.</param>
    /// <param name="late">What its record brought, beside the columns of this row.</param>
    public CallRecord ToRecord(CallDetail early, CallDetail late) => new()
    {
        Id = Id,
        Company = Company,
        StartedAt = Time(StartedAt),
        RingingAt = Time(RingingAt),
        AnsweredAt = Time(AnsweredAt),
        EndedAt = Time(EndedAt),
        CallerNumber = Caller,
        CallerShown = CallerShown,
        Dialled = Dialled,
        Called = Called is null ? null : new PhoneNumber(Called),
        NumberClass = Names<NumberClass>.Read(NumberClass, Routing.Numbering.NumberClass.Invalid),
        Direction = Names<CallDirection>.Read(Direction, CallDirection.Internal),
        InTrunk = InTrunk,
        OutTrunk = OutTrunk,
        Service = Names<CallService>.Read(Service, CallService.Basic),
        AnsweredBy = AnsweredBy,
        Outcome = Names<CallCause>.Read(Outcome, CallCause.Internal),
        SipStatus = (int)SipStatus,
        Q850 = (int?)Q850,
        ReleasedBy = Names<ReleasedBy>.Read(ReleasedBy, Calls.ReleasedBy.Bridge),
        Billing = Names<Billing>.Read(Billing ?? "", Charges.Billing.Business),
        Attempts = [.. RecordJson.ReadAttempts(Attempts), .. late.Attempts],
        Decisions = [.. early.Decisions, .. RecordJson.ReadDecisions(Decisions), .. late.Decisions],
        Place = late.Place,
        Signals = late.Signals,
        Flow = [.. early.Flow, .. Flow is null ? [] : BrotliFlow.Read(Flow), .. late.Flow],
    };

    private static DateTimeOffset Time(long milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);

    private static DateTimeOffset? Time(long? milliseconds) => milliseconds is { } at ? Time(at) : null;
}
