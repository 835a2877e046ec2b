namespace PbxBridge.Routing.Terms;

/// <summary>How a company got, or is getting, access to its Manager (P12–P15): package and application, then a consultant switches it on.</summary>
public sealed record Activation
{
    public required OrderChannel Channel { get; init; }

    /// <summary>"Pakiet aktywacyjny MSF" was bought.</summary>
    public DateOnly? PackageBought { get; init; }

    /// <summary>"Wniosek o dostęp do Menedżera Sieci Firmowej" came in.</summary>
    public DateOnly? ApplicationReceived { get; init; }

    /// <summary>The first administrator, by name; with <see cref="Basis"/> or not at all (P14).</summary>
    public string? Administrator { get; init; }

    public Appointment? Basis { get; init; }

    /// <summary>Where the message of activation goes, by SMS or e-mail (P13).</summary>
    public NoticeAddress? Notice { get; init; }

    /// <summary>The day of the first activation; it never changes after.</summary>
    public DateOnly? Activated { get; init; }

    public ActivationStage Stage => this switch
    {
        { Activated: not null } => ActivationStage.Active,
        { PackageBought: not null, ApplicationReceived: not null } => ActivationStage.Ready,
        _ => ActivationStage.Ordered,
    };

    /// <summary>A consultant switches the access on. Doing it again changes nothing and sends nothing.</summary>
    public ActivationOutcome Activate(DateOnly on)
    {
        if (Activated is not null)
            return new ActivationOutcome.Done(this, null);
        if (PackageBought is null)
            return new ActivationOutcome.Refused("P12", new("nie kupiono pakietu aktywacyjnego MSF", "the activation package was not bought"));
        if (ApplicationReceived is null)
            return new ActivationOutcome.Refused("P12", new("nie wpłynął wniosek o dostęp", "the application for access did not come in"));
        if (Administrator is null || Basis is null)
        {
            return new ActivationOutcome.Refused("P14", new(
                "pierwszym administratorem jest właściciel albo osoba wyznaczona przez niego lub przez zarząd: podaj osobę i podstawę",
                "the first administrator is the owner, or somebody appointed by him or by the board: name the person and the basis"));
        }

        return Notice is null
            ? new ActivationOutcome.Refused("P13", new("nie podano, dokąd wysłać wiadomość o uruchomieniu", "it is not said where the message of activation goes"))
            : new ActivationOutcome.Done(this with { Activated = on }, Notice);
    }
}

/// <summary>How the company ordered (P15).</summary>
public enum OrderChannel
{
    /// <summary>A meeting in a shop.</summary>
    Meeting,
    Phone,

    /// <summary>The company's business adviser.</summary>
    Adviser,
}

/// <summary>Why somebody may be the first administrator (P14).</summary>
public enum Appointment
{
    Owner,
    ByOwner,
    ByBoard,
}

/// <summary>How far an activation has come.</summary>
public enum ActivationStage
{
    Ordered,

    /// <summary>Package and application are there: a consultant may switch it on.</summary>
    Ready,
    Active,
}

/// <summary>What came of <see cref="Activation.Activate"/>.</summary>
public abstract record ActivationOutcome
{
    private ActivationOutcome()
    {
    }

    /// <param name="Tell">Where one message of activation is to go; null when there is none to send.</param>
    public sealed record Done(Activation Activation, NoticeAddress? Tell) : ActivationOutcome;

    public sealed record Refused(string Rule, Plans.Sentence Reason) : ActivationOutcome;
}
