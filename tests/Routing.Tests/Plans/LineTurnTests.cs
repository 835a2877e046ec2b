using PbxBridge.Routing.Companies;
using PbxBridge.Routing.Numbering;
using PbxBridge.Routing.Plans;
using PbxBridge.Routing.Tests.Companies;

namespace PbxBridge.Routing.Tests.Plans;

/// <summary>The order of a line's members from the calls before (§4.3).</summary>
public sealed class LineTurnTests
{
    private static readonly CompanyLine Line = new() { Number = new("+48600000001"), Name = "x", Members = [new("+481"), new("+482"), new("+483")] };

    [Theory]
    [InlineData(null, "1 2 3")]
    [InlineData(1, "2 3 1")]
    [InlineData(2, "3 1 2")]
    [InlineData(3, "1 2 3")]
    [InlineData(9, "1 2 3")]
    public void Round_robin(int? last, string order) =>
        Assert.Equal(order, Order(LineOrder.RoundRobin, new Turns { Last = last is null ? null : new($"+48{last}") }));

    [Theory]
    [InlineData(null, null, null, "1 2 3")]
    [InlineData(30, 10, 20, "2 3 1")]
    [InlineData(30, null, 20, "2 3 1")]
    [InlineData(5, null, null, "2 3 1")]
    [InlineData(7, 7, 7, "1 2 3")]
    public void Longest_idle(int? first, int? second, int? third, string order) => Assert.Equal(order, Order(LineOrder.LongestIdle, new Turns { Ended = [first, second, third] }));

    [Theory]
    [InlineData(LineOrder.Fixed)]
    [InlineData(LineOrder.Random)]
    public void Others_do_not_ask(LineOrder order) => Assert.Equal("1 2 3", Order(order, new Turns { Last = new("+481"), Ended = [3, 2, 1] }));

    [Theory]
    [InlineData("roundRobin", LineOrder.RoundRobin)]
    [InlineData("longestIdle", LineOrder.LongestIdle)]
    public void The_file_names_them(string name, LineOrder order)
    {
        var company = DemoFile.Read(DemoFile.With(("lines/0/order", $"\"{name}\""))).Company!;
        Assert.Equal(order, company.Lines[0].Order);
        Assert.Equal(order, CompanyFile.Read(CompanyFile.Write(company), DemoFile.Options).Company!.Lines[0].Order);
    }

    private static string Order(LineOrder order, Turns turns) => string.Join(' ', LineTurn.Of(Line with { Order = order }, turns).Select(n => n.Value[3..]));

    private sealed class Turns : IPresence
    {
        public PhoneNumber? Last { get; init; }

        public long?[] Ended { get; init; } = [];

        public bool IsRegistered(string company, string user) => false;

        public bool IsTrunkUp(string trunk) => true;

        public int ConcurrentSetups(PhoneNumber caller, PhoneNumber called) => 0;

        public PhoneNumber? LastAnswered(PhoneNumber line) => Last;

        public long? LastEnded(PhoneNumber line, PhoneNumber member) => Ended[member.Value[3] - '1'];
    }
}
