using PbxBridge.Routing.Companies;

namespace PbxBridge.Manager.Forms;

/// <summary>Where calls go instead (domain §4.5).</summary>
internal static class ForwardsForm
{
    /// <summary>Null: nowhere.</summary>
    public static Forwards? Read(FormReader form, Forwards? before)
    {
        var forwards = (before ?? new Forwards()) with
        {
            Always = form.Number("always", new("Zawsze", "Always")),
            Busy = form.Number("busy", new("Zajęty", "Busy")),
            NoAnswer = form.Number("noAnswer", new("Nie odbiera", "No answer")),
            Unreachable = form.Number("unreachable", new("Poza zasięgiem", "Out of reach")),
        };
        return forwards is { Always: null, Busy: null, NoAnswer: null, Unreachable: null } ? null : forwards with { RingFor = form.Seconds("ringFor", forwards.RingFor) };
    }
}
