using System.Collections.Immutable;

namespace PbxBridge.Storage.Companies;

/// <summary>What became of a save. Anything but <see cref="Saved"/> changed nothing.</summary>
public abstract record SaveOutcome
{
    private SaveOutcome()
    {
    }

    /// <param name="Revisions">The new revision of each company, in the order given.</param>
    public sealed record Saved(ImmutableArray<RevisionRow> Revisions) : SaveOutcome
    {
        /// <summary>The new revision of the only company.</summary>
        public long Revision => Revisions[0].Revision;
    }

    /// <summary>Somebody else saved in between.</summary>
    /// <param name="Current">The revision that is there; 0 when the company does not exist.</param>
    public sealed record Outdated(string Company, long Expected, long Current) : SaveOutcome;

    /// <summary>A number belongs to another company (PPN-12).</summary>
    public sealed record NumberTaken(string Company, OwnedRange Range, string Owner) : SaveOutcome;

    /// <summary>Another company, or the operator's support, has a login of this name.</summary>
    public sealed record LoginTaken(string Company, string Name) : SaveOutcome;
}
