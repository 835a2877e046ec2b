using PbxBridge.Sip.Transactions;

namespace PbxBridge.Sip.Tests.Transactions;

/// <summary>The expected machine as text, <c>State Event -> State Act|Act</c> a line. A cell without a line must stay put and do nothing.</summary>
internal static class ArrowTable
{
    public static void Check<TState, TEvent>(string arrows, Func<TState, TEvent, Step<TState>> table)
        where TState : struct, Enum
        where TEvent : struct, Enum
    {
        var expected = arrows.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .ToDictionary(
                words => (Enum.Parse<TState>(words[0]), Enum.Parse<TEvent>(words[1])),
                words => new Step<TState>(Enum.Parse<TState>(words[3]), words.Length > 4 ? Enum.Parse<Act>(words[4].Replace('|', ',')) : Act.None));
        foreach (var state in Enum.GetValues<TState>())
        {
            foreach (var e in Enum.GetValues<TEvent>())
            {
                var want = expected.GetValueOrDefault((state, e), new Step<TState>(state, Act.None));
                Assert.True(want == table(state, e), $"{state} {e}: expected {want}, found {table(state, e)}");
            }
        }
    }
}
