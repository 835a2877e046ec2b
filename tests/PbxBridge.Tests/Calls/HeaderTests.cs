using System.Text;
using PbxBridge.Testing;
using PbxBridge.Tests.Office;

namespace PbxBridge.Tests.Calls;

/// <summary>What each leg is told: the table of §2.3, §3.2 and §3.3 as it really goes out.</summary>
public sealed class HeaderTests
{
    private const string Piotr = "+48601000202";
    private const string Customer = "+48226000000";
    private static readonly string[] NotShown = ["Via", "Call-ID", "CSeq", "Content-Length"];

    [Fact]
    public void Header_table()
    {
        var table = new StringBuilder();
        Add(table, "mobile to desk, by short number", office => office.Mobile(Piotr).Dials("8001"), office => office.Desk("8001"));
        Add(table, "desk to mobile, by short number", office => office.Desk("8001").Dials("202"), office => office.Mobile(Piotr));
        Add(table, "desk to desk", office => office.Desk("8001").Dials("8002"), office => office.Desk("8002"));
        Add(table, "mobile to partner number", office => office.Mobile(Piotr).Dials("700"), office => office.Mobile("+48221234567"));
        Add(table, "desk to outside", office => office.Desk("8001").Dials("0226000000"), office => office.Mobile(Customer));
        Add(table, "outside to desk", office => office.Caller(Customer).Dials("+48225558001"), office => office.Desk("8001"));
        Add(table, "outside to a member of a company line", office => office.Caller(Customer).Dials("+48600000003"), office => office.Mobile("+48601000401"));
        Add(table, "outside, private, to desk", office => office.Caller(Customer).Dials("+48225558001", Private), office => office.Desk("8001"));
        Add(table, "outside, private, to mobile", office => office.Caller(Customer).Dials(Piotr, Private), office => office.Mobile(Piotr));
        Add(table, "outside, diverted twice, to desk", office => office.Caller(Customer).Dials("+48225558001", Diverted), office => office.Desk("8001"));
        Add(table, "outside, diverted twice, to a personal line's second number", office =>
        {
            office.Mobile("+48601000201").IsBusy();
            return office.Caller(Customer).Dials("+48601000201", Diverted);
        }, office => office.Mobile("+48601000200"));
        Add(table, "desk, private, to emergency", office => office.Desk("8001").Dials("112", Private), office => office.Mobile("112"));
        Add(table, "desk with a foreign number to outside", office => office.Desk("8001").Dials("0226000000", Foreign), office => office.Mobile(Customer));
        OfficeLadder.Compare("leg-headers.txt", table.ToString());
    }

    [Fact]
    public void A_trusted_PBX_gets_the_asserted_identity_and_a_private_caller_stays_in_it()
    {
        using var office = TestOffice.Demo(new OfficeOptions().WithPbx(t => t with { Trusted = true }));
        office.Caller(Customer).Dials("+48225558001", Private);
        office.Run(1);
        var invite = office.Desk("8001").Call.Invite;
        Assert.Equal($"<sip:{Customer}@192.0.2.1;user=phone>", invite["P-Asserted-Identity"]);
        Assert.Equal("id", invite["Privacy"]);
        Assert.StartsWith("\"Anonymous\" <sip:anonymous@anonymous.invalid>", invite["From"], StringComparison.Ordinal);
    }

    [Fact]
    public void The_answer_names_the_answering_party_to_a_trusted_caller()
    {
        using var office = TestOffice.Demo();
        office.Desk("8001").Answers();
        var call = office.Mobile(Piotr).Dials("8001");
        office.Run(2);
        Assert.Equal("<sip:8001;phone-context=przyklad.pnp.pbxbridge.example@192.0.2.1;user=phone>, <tel:+48225558001>", call.Responses.Single(r => r.Status == 200)["P-Asserted-Identity"]);
    }

    [Theory]
    [InlineData(Customer, false, "<sip:+48225558001@192.0.2.1;user=phone>")]
    [InlineData(Piotr, true, "<sip:+48225558001@192.0.2.1;user=phone>")]
    public void To_who_is_no_colleague_or_does_not_show_himself_it_names_the_number(string from, bool isPrivate, string asserted)
    {
        using var office = TestOffice.Demo();
        office.Desk("8001").Answers();
        var call = office.Mobile(from).Dials("+48225558001", isPrivate ? new() { Headers = [("Privacy", "id")] } : null);
        office.Run(2);
        Assert.Equal(asserted, call.Responses.Single(r => r.Status == 200)["P-Asserted-Identity"]);
    }

    [Fact]
    public void The_member_of_a_line_who_answers_a_colleague_is_named_by_his_extension()
    {
        using var office = TestOffice.Demo();
        office.Mobile("+48601000401").Answers();
        var call = office.Mobile(Piotr).Dials("602");
        office.Run(2);
        Assert.Equal("\"Jan Nowak\" <sip:401;phone-context=przyklad.pnp.pbxbridge.example@192.0.2.1;user=phone>, \"Jan Nowak\" <tel:+48601000401>", call.Responses.Single(r => r.Status == 200)["P-Asserted-Identity"]);
    }

    [Fact]
    public void Privacy_none_hides_nothing()
    {
        using var office = TestOffice.Demo();
        office.Caller(Customer).Dials("+48225558001", new() { Headers = [("Privacy", "none")] });
        office.Caller(Customer).Dials(Piotr, new() { Headers = [("Privacy", "none")] });
        office.Run(1);
        Assert.Contains($"<sip:{Customer}@", office.Desk("8001").Call.Invite["From"], StringComparison.Ordinal);
        var mobile = office.Mobile(Piotr).Call.Invite;
        Assert.Equal(($"<sip:{Customer}@192.0.2.1;user=phone>", false), (mobile["P-Asserted-Identity"], mobile.Has("Privacy")));
    }

    [Fact]
    public void The_answer_names_nobody_to_an_untrusted_caller()
    {
        using var office = TestOffice.Demo();
        office.Mobile(Piotr).Answers();
        var call = office.Desk("8001").Dials("202");
        office.Run(2);
        Assert.False(call.Responses.Single(r => r.Status == 200).Has("P-Asserted-Identity"));
    }

    private static DialOptions Private => new() { From = "\"Anonymous\" <sip:anonymous@anonymous.invalid>", Headers = [("Privacy", "id")] };

    private static DialOptions Foreign => new() { From = "<sip:+48999888777@203.0.113.80>" };

    private static DialOptions Diverted => new()
    {
        Headers =
        [
            ("Diversion", "<sip:+48502111333@ims.example;user=phone>;reason=user-busy;counter=1;privacy=full, <sip:+48502111222@ims.example>;reason=no-answer;counter=1;privacy=off"),
            ("Session-ID", "ab30317f1a784dc48ff824d0d3715d86;remote=00000000000000000000000000000000"), ("Max-Breadth", "30"), ("Max-Forwards", "42"),
        ],
    };

    private static void Add(StringBuilder table, string title, Func<TestOffice, PhoneCall> call, Func<TestOffice, Party> callee)
    {
        using var office = TestOffice.Demo();
        call(office);
        office.Run(1);
        var invite = callee(office).Call.Invite;
        table.Append("== ").Append(title).Append('\n').Append(invite.StartLine).Append('\n');
        foreach (var (name, value) in invite.Headers.Where(h => !NotShown.Contains(h.Name)))
            table.Append(name).Append(": ").Append(name == "From" ? value[..value.LastIndexOf(";tag=", StringComparison.Ordinal)] : value).Append('\n');
        table.Append('\n');
    }
}
