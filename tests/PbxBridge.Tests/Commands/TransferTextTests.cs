using PbxBridge.Commands;
using PbxBridge.Tests.Calls.Transfer;

namespace PbxBridge.Tests.Commands;

/// <summary>What <c>calls --id</c> shows of a transfer.</summary>
public sealed class TransferTextTests
{
    [Theory]
    [InlineData("en")]
    [InlineData("pl")]
    public void Both_calls_show_the_transfer(string language)
    {
        using var office = new TransferOffice();
        office.Office.Desk("8001").Answers(2);
        office.Anna.Refer(TransferOffice.To("8001"));
        office.Run(10);
        office.Talker.HangUp();
        office.Run(2);
        var words = Words.Of(CommandLine.Read(["calls", "--id", "X", "--lang", language]));
        var first = office.Office.Stored(office.Office.Records.Single(r => r.Parent is null));
        var second = office.Office.Stored(office.Office.Records.Single(r => r.Parent is not null));
        var (one, two) = (CallsCommand.Text(first, words), CallsCommand.Text(second, words));
        var (talk, parent, heading) = language == "pl"
            ? ("przekazuje rozmówcę", "Przekazanie z połączenia", "Przekazanie: Anna Kowalska łączy dalej rozmówcę")
            : ("transfers", "A transfer out of call", "A transfer: Anna Kowalska sends");
        Assert.Contains($"+48601000201 {talk} +48502111222", one, StringComparison.Ordinal);
        Assert.Contains("REFER", one, StringComparison.Ordinal);
        Assert.Contains("NOTIFY", one, StringComparison.Ordinal);
        Assert.Contains("+48502111222 – +48601000201", one, StringComparison.Ordinal);
        Assert.Contains("+48502111222 – +48225558001", one, StringComparison.Ordinal);
        Assert.Contains($"{parent} {first.Id}", two, StringComparison.Ordinal);
        Assert.Contains(heading, two, StringComparison.Ordinal);
        Assert.Contains("REFER", two, StringComparison.Ordinal);
        // The plan's reasons stand below the REFER that asked for it, before the INVITE that came of it.
        Assert.InRange(two.IndexOf(heading, StringComparison.Ordinal), two.IndexOf("REFER", StringComparison.Ordinal), two.IndexOf("INVITE", StringComparison.Ordinal));
    }
}
