using PbxBridge.Charging.Amounts;
using PbxBridge.Storage.Calls;

namespace PbxBridge.Storage.Accounts;

/// <summary>A row of <c>account</c> as the database gives it.</summary>
internal sealed class AccountRow
{
    public const string Columns =
        "id AS Id, kind AS Kind, company AS Company, owner AS Owner, cycle AS Cycle, state AS State, balance AS Balance, reserved AS Reserved, allowance AS Allowance, "
        + "overdraft AS Overdraft, valid_until AS ValidUntil, version AS Version, lifted_at AS LiftedAt, lifted_by AS LiftedBy";

    public long Id { get; init; }
    public string Kind { get; init; } = "";
    public string Company { get; init; } = "";
    public string Owner { get; init; } = "";
    public long Cycle { get; init; }
    public string State { get; init; } = "";
    public long Balance { get; init; }
    public long Reserved { get; init; }
    public long Allowance { get; init; }
    public long Overdraft { get; init; }
    public long? ValidUntil { get; init; }
    public long Version { get; init; }
    public long? LiftedAt { get; init; }
    public string? LiftedBy { get; init; }

    public long Available => Balance + Allowance - Reserved;

    public bool IsOpen => State == nameof(AccountState.Open);

    public bool MayBeOverdrawn => Overdraft != 0;

    public Account ToAccount() => new(
        new AccountKey(Names<AccountKind>.Read(Kind, AccountKind.Company), Company, Owner, Cycle == 0 ? null : DateTimeOffset.FromUnixTimeMilliseconds(Cycle)),
        Names<AccountState>.Read(State, AccountState.Blocked),
        Money.FromUnits(Balance),
        Money.FromUnits(Reserved),
        Money.FromUnits(Allowance),
        ValidUntil is { } at ? DateTimeOffset.FromUnixTimeMilliseconds(at) : null,
        Version)
    {
        LiftedAt = LiftedAt is { } lifted ? DateTimeOffset.FromUnixTimeMilliseconds(lifted) : null,
        LiftedBy = LiftedBy,
    };
}
