namespace PbxBridge.Routing.Profiles;

/// <summary>The digits of the longest entry of each list that matches the numbers of a region; for the short numbers of a zone (19xxx) apart.</summary>
internal readonly struct EntryReach
{
    private const int Lists = 8;
    private readonly int[]? _lengths;

    private EntryReach(int[] lengths) => _lengths = lengths;

    /// <summary>0: no entry of this list matches.</summary>
    public int Of(int list, bool isShort) => _lengths is null ? 0 : Math.Max(_lengths[list], isShort ? _lengths[Lists + list] : 0);

    /// <param name="whole">The region is one number, which ends here: entries for it alone count too.</param>
    public EntryReach With(IReadOnlyList<PatternMark> marks, bool whole)
    {
        if (marks.Count == 0)
            return this;
        var lengths = _lengths?.ToArray() ?? new int[2 * Lists];
        foreach (var mark in marks)
        {
            ref var length = ref lengths[(mark.ShortOnly ? Lists : 0) + mark.List];
            if (mark.IsPrefix || whole)
                length = Math.Max(length, mark.Length);
        }

        return new(lengths);
    }
}
