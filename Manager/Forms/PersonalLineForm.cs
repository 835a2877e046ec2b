using PbxBridge.Routing.Companies;
using PbxBridge.Routing.Hunting;
using PbxBridge.Routing.Plans;

namespace PbxBridge.Manager.Forms;

/// <summary>A second number, when it is tried, for how long, and what follows (D2).</summary>
internal static class PersonalLineForm
{
    public static readonly (string Name, OutcomeSet Outcome, Sentence Title)[] Conditions =
    [
        ("noAnswer", OutcomeSet.NoAnswer, new("nie odbieram", "I do not answer")),
        ("busy", OutcomeSet.Busy, new("jestem zajęty", "I am busy")),
        ("unreachable", OutcomeSet.Unreachable, new("jestem poza zasięgiem", "I am out of reach")),
        ("declined", OutcomeSet.Declined, new("odrzucam połączenie", "I decline the call")),
    ];

    /// <param name="before">What the form does not have stays as it is there.</param>
    /// <returns>Null: no second number, no personal line.</returns>
    public static PersonalLine? Read(FormReader form, PersonalLine? before)
    {
        if (form.Number("second", new("Drugi numer", "Second number")) is not { } second)
            return null;
        var on = Conditions.Where(condition => form.IsOn(condition.Name)).Aggregate(OutcomeSet.None, (all, condition) => all | condition.Outcome);
        var line = (before ?? new PersonalLine { Second = second }) with
        {
            Second = second,
            Enabled = form.IsOn("enabled"),
            On = on,
            Then = form.Text("then") == "voicemail" ? PersonalLineThen.Voicemail : PersonalLineThen.None,
        };
        return line with { FirstFor = form.Seconds("firstFor", line.FirstFor), SecondFor = form.Seconds("secondFor", line.SecondFor) };
    }
}
