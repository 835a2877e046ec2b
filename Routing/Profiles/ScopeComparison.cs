using PbxBridge.Routing.Numbering;

namespace PbxBridge.Routing.Profiles;

/// <summary>Compares what two people, or one before and after a change, may call: as sets of numbers and times, over classes, international zones and lists, and
/// not by a rank that somebody set (D13).</summary>
/// <remarks>The entries of all lists cut the numbers into regions within which every number has the same longest entries; in each region all kinds of numbers that
/// the numbering plan knows there are compared. A region without numbers does not count, so two ways to say the same thing are the same.</remarks>
public sealed class ScopeComparison
{
    private static readonly NumberKind[] InDirectory = [new(NumberClass.OnNet), new(NumberClass.PartnerNumber), new(NumberClass.PartnerNetwork)];

    private readonly NumberingData _numbering;
    private readonly ScopeTimes _before;
    private readonly ScopeTimes _after;
    private bool _lost;
    private bool _gained;

    private ScopeComparison(CallScope before, CallScope after, NumberingData numbering)
    {
        _numbering = numbering;
        _before = new(before.Profile, 0);
        _after = new(after.Profile, 4);
    }

    public static ScopeChange Compare(CallScope before, CallScope after, NumberingData numbering)
    {
        var comparison = new ScopeComparison(before, after, numbering);
        var tree = PatternTree.Of([.. ListsOf(before), .. ListsOf(after)], [.. numbering.Areas.Select(a => a.Code)]);
        comparison.Walk(tree, "", new EntryReach());
        return (comparison._lost, comparison._gained) switch
        {
            (false, false) => ScopeChange.Same,
            (true, false) => ScopeChange.Narrower,
            (false, true) => ScopeChange.Wider,
            _ => ScopeChange.Mixed,
        };
    }

    // Denied of the profile, denied of his own, allowed of the profile, allowed of his own.
    private static NumberList[] ListsOf(CallScope scope) =>
        [scope.Profile?.Denied ?? NumberList.Empty, scope.Denied, scope.Profile?.Allowed ?? NumberList.Empty, scope.Allowed];

    private void Walk(PatternTree node, string beginning, EntryReach above)
    {
        if (_lost && _gained)
            return;
        var reach = above.With(node.Marks, whole: false);
        if (node.IsLeaf && beginning.Length > 0)
        {
            Compare(beginning, null, reach);
            return;
        }

        // The number that ends here, then those that go on with each digit.
        if (beginning.Length > 1 && _numbering.ClassOf(new(beginning)) is not NumberClass.Invalid and var kind)
            Compare(beginning, kind, above.With(node.Marks, whole: true));
        foreach (var symbol in beginning.Length == 0 ? PatternTree.Symbols : PatternTree.Symbols[1..])
        {
            if (node[symbol] is { } child)
                Walk(child, beginning + symbol, reach);
            else
                Compare(beginning + symbol, null, reach);
        }
    }

    /// <param name="only">The digits are one number of this class; null: all that begin so.</param>
    private void Compare(string beginning, NumberClass? only, EntryReach reach)
    {
        var own = false;
        foreach (var kind in _numbering.KindsBehind(beginning))
        {
            if (only is { } one && Family(kind.Class) != Family(one))
                continue;
            own |= kind.Class is NumberClass.MobileOther or NumberClass.FixedNational or NumberClass.VoipNomadic or NumberClass.Government;
            if (NumberClassSet.Barrable.Contains(kind.Class))
                Compare(kind, reach);
        }

        // A company's or a partner's number is an ordinary one by its prefix.
        foreach (var kind in own ? InDirectory : [])
            Compare(kind, reach);
    }

    // What the prefix does not tell apart: the operator of a mobile number, and what is local.
    private static NumberClass Family(NumberClass kind) => kind switch
    {
        NumberClass.MobileOwnOperator => NumberClass.MobileOther,
        NumberClass.FixedLocal => NumberClass.FixedNational,
        _ => kind,
    };

    private void Compare(NumberKind kind, EntryReach reach)
    {
        var (was, now) = (_before.Of(kind, reach), _after.Of(kind, reach));
        _lost |= !was.IsSubsetOf(now);
        _gained |= !now.IsSubsetOf(was);
    }
}
