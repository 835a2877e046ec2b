using PbxBridge.Routing.Hunting;

namespace PbxBridge.Routing.Tests.Hunting;

/// <summary>One event, with a list of its own for what follows from it.</summary>
internal static class HuntOnce
{
    public static IReadOnlyList<HuntCommand> On(this Hunt hunt, HuntEvent e)
    {
        var commands = new List<HuntCommand>();
        hunt.On(e, commands);
        return commands;
    }
}
