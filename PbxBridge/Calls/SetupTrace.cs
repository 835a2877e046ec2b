using PbxBridge.Routing.Numbering;

namespace PbxBridge.Calls;

/// <summary>The way of one call that is being set up: the numbers that it has entered or rung. Its parts share it when the call comes by again.</summary>
internal sealed class SetupTrace
{
    private readonly List<PhoneNumber> _numbers = [];

    public IReadOnlyList<PhoneNumber> Numbers => _numbers;

    /// <summary>What it is known by, to be forgotten with it.</summary>
    public List<string> Marks { get; } = [];

    /// <summary>Calls of ours that are parts of it.</summary>
    public int Parts { get; set; }

    public void Add(PhoneNumber number)
    {
        if (!_numbers.Contains(number))
            _numbers.Add(number);
    }
}
