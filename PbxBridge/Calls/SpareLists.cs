namespace PbxBridge.Calls;

/// <summary>Lists that are needed for a moment, one for each event that is being dealt with: kept for the next one.</summary>
/// <remarks>Loop thread only.</remarks>
internal sealed class SpareLists<T>
{
    private readonly Stack<List<T>> _spare = [];

    /// <summary>An empty list.</summary>
    public List<T> Take() => _spare.TryPop(out var list) ? list : [];

    /// <param name="list">Empty.</param>
    public void Return(List<T> list) => _spare.Push(list);
}
