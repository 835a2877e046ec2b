namespace PbxBridge.Calls;

/// <summary>The Max-Breadth of a call (RFC 5393 §5.3.3), divided among the branches that ring together: LOOP-2.</summary>
/// <param name="Breadth">What the call has.</param>
/// <param name="Branches">How many ring together.</param>
/// <param name="First">Place of a leg's first branch among them, from 0.</param>
internal readonly record struct BreadthShare(int Breadth, int Branches, int First)
{
    /// <summary>What a call has that came without the header.</summary>
    public const int Usual = 60;

    /// <summary>What a branch of the leg gets; 0: it must not be rung.</summary>
    /// <param name="branch">From 0.</param>
    public int Of(int branch) => (Breadth / Branches) + (First + branch < Breadth % Branches ? 1 : 0);
}
