using System.Collections.Immutable;

namespace PbxBridge.Routing.Companies;

/// <summary>The faults found so far, in the order of finding.</summary>
internal sealed class FileFaults
{
    private readonly List<Fault> _faults = [];
    private readonly List<string> _broken = [];

    public int Count => _faults.Count;

    /// <summary>Nothing more is said about what lies within a place that is broken as a whole.</summary>
    public void Add(string path, string rule, string polish, string english)
    {
        if (!_broken.Exists(b => path.StartsWith(b, StringComparison.Ordinal) && (path.Length == b.Length || path[b.Length] is '.' or '[')))
        {
            _faults.Add(new(path, rule, new(polish, english)));
        }
    }

    /// <summary>The value here is of another kind altogether.</summary>
    public void AddBroken(string path, string polish, string english)
    {
        Add(path, "", polish, english);
        _broken.Add(path);
    }

    public ImmutableArray<Fault> ToImmutable() => [.. _faults];
}
