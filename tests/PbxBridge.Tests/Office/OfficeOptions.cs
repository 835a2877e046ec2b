using PbxBridge.Charging.Prices;
using PbxBridge.Configuration;
using PbxBridge.Routing.Companies;
using PbxBridge.Routing.Plans;
using PbxBridge.Testing;

namespace PbxBridge.Tests.Office;

/// <summary>What is different from the demo office.</summary>
internal sealed record OfficeOptions
{
    public ulong Seed { get; init; } = 1;

    public Func<CompanySnapshot, CompanySnapshot> Company { get; init; } = static company => company;

    public Func<OperatorOptions, OperatorOptions> Operator { get; init; } = static options => options;

    public SipOptions Sip { get; init; } = new();

    public SecurityOptions Security { get; init; } = new();

    /// <summary>Null: calls are not charged for.</summary>
    public Func<PriceBook, PriceBook?> Prices { get; init; } = static book => book;

    /// <summary>A store that is there already, and stays; null: a new one.</summary>
    public TemporaryStore? Store { get; init; }

    /// <summary>What the store has in it when the bridge starts.</summary>
    public Action<Storage.Store> Before { get; init; } = static _ => { };

    /// <summary>Where reservations are made; null: at once.</summary>
    public TaskScheduler? ChargeScheduler { get; init; }

    /// <summary>The name server.</summary>
    public FixedNames Names { get; init; } = new();

    public NoticeOptions Notices { get; init; } = new();

    public VoucherOptions Vouchers { get; init; } = new();

    public Faults Faults { get; init; } = Faults.None;

    /// <summary>Each record is on disk before the time goes on; else the writer's thread takes its own time.</summary>
    public bool WritesAtOnce { get; init; }

    /// <summary>False: the sound goes between the phones. They know each other's address then, so nothing can be looked at for leaks.</summary>
    public bool Relays { get; init; } = true;

    /// <summary>False: some of the calls are beyond the ports that there are, and their descriptions pass.</summary>
    public bool RelaysAll { get; init; } = true;

    /// <summary>The stream listener takes TLS, not TCP.</summary>
    public bool Tls { get; init; }

    public MediaOptions Media { get; init; } = new();

    /// <summary>Keeps every message; without it there is no ladder and no look for leaks.</summary>
    public bool Records { get; init; } = true;

    public OfficeOptions WithLine(string extension, Func<CompanyLine, CompanyLine> change) =>
        With(c => c with { Lines = [.. c.Lines.Select(l => l.Extension == extension ? change(l) : l)] });

    public OfficeOptions WithEmployee(string extension, Func<Employee, Employee> change) =>
        With(c => c with { Employees = [.. c.Employees.Select(e => e.Extension == extension ? change(e) : e)] });

    public OfficeOptions WithPbx(Func<PbxTrunk, PbxTrunk> change) => With(c => c with { Trunks = [.. c.Trunks.Select(change)] });

    public OfficeOptions WithMobileTrunk(Func<TrunkOptions, TrunkOptions> change)
    {
        var before = Operator;
        return this with
        {
            Operator = options =>
            {
                var all = before(options);
                return all with { Trunks = all.Trunks.SetItem("mobile", change(all.Trunks["mobile"])) };
            },
        };
    }

    public OfficeOptions WithoutVoicemail() => With(c => c with
    {
        Employees = [.. c.Employees.Select(e => e with { VoicemailEnabled = false })],
        Lines = [.. c.Lines.Select(l => l with { Overflow = new LineOverflow.ToAnnouncement() })],
    });

    public OfficeOptions With(Func<CompanySnapshot, CompanySnapshot> change)
    {
        var before = Company;
        return this with { Company = company => change(before(company)) };
    }
}
