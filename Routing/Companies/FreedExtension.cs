namespace PbxBridge.Routing.Companies;

/// <summary>A short number that somebody had until this day: missed calls still point to it, so that nobody else gets it at once (PPN-8).</summary>
/// <param name="Owner">Who had it, and may have it back: an employee's id, or the E.164 number of a line or partner.</param>
/// <param name="Freed">Warsaw day of the import that freed it.</param>
public sealed record FreedExtension(string Extension, string Owner, DateOnly Freed)
{
    /// <summary>The first day on which somebody else may have it.</summary>
    public DateOnly FreeFrom(PlanRules rules) => Freed.AddDays(rules.QuarantineDays);
}
