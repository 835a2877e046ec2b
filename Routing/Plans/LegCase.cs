using PbxBridge.Charging.Cycles;
using PbxBridge.Routing.Areas;
using PbxBridge.Routing.Companies;
using PbxBridge.Routing.PrivateCalls;
using PbxBridge.Routing.Profiles;
using PbxBridge.Routing.Terms;

namespace PbxBridge.Routing.Plans;

/// <summary>One leg that a user of a company causes: all that steps 7 to 13 look at (BAR-4).</summary>
internal sealed record LegCase
{
    public required CompanyDirectory Directory { get; init; }

    public required IAccounts Accounts { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>The day of the call in Poland.</summary>
    public required DateOnly Day { get; init; }

    /// <summary>Whose rules bind it.</summary>
    public required CompanySnapshot Company { get; init; }

    public required CalledParty Called { get; init; }

    /// <summary>What the user has of his company's services.</summary>
    public required ServiceSet Services { get; init; }

    /// <summary>The employee who causes it, from his phone or from his desk; null: it is the PBX's or the line's.</summary>
    public Employee? Employee { get; init; }

    /// <summary>The PBX trunk that it comes from: its own profile binds (D12).</summary>
    public PbxTrunk? Trunk { get; init; }

    /// <summary>The employee whose own phone it is; null for desk phones and lines.</summary>
    public Employee? Subscriber => Trunk is null ? Employee : null;

    /// <summary>The company line whose overflow it is.</summary>
    public CompanyLine? Line { get; init; }

    /// <summary>Dialled with the star.</summary>
    public bool Starred { get; init; }

    public CallerPlace Place { get; init; } = CallerPlace.Unknown;

    /// <summary>It costs its causer nothing whatever it is (S4): no limit binds it.</summary>
    public bool IsFree { get; init; }

    /// <summary>Null: unrestricted.</summary>
    public Profile? Profile
    {
        get
        {
            if (!Services.Contains(ServiceKind.Profiles))
                return null;
            var id = Trunk is not null ? Trunk.Profile : Employee is not null ? Employee.Profile ?? Company.DefaultProfile : Line?.Profile;
            return id is null ? null : Company.ProfileWith(id);
        }
    }

    /// <summary>The employee's own lists; a PBX or a line has none.</summary>
    public Employee? ListOwner => Services.Contains(ServiceKind.Profiles) ? Subscriber : null;

    public PrivateMode PrivateMode => Services.Contains(ServiceKind.PrivateCalls) ? Employee?.PrivateMode ?? PrivateMode.Off : PrivateMode.Off;

    public DateTime Local => WarsawTime.Local(At).DateTime;
}
