using PbxBridge.Routing.Companies;
using PbxBridge.Routing.Numbering;
using PbxBridge.Tests.Office;

namespace PbxBridge.Tests.Calls;

/// <summary>Whose a call is beside its own company's: what the record says when two companies of one bridge take part in it.</summary>
public sealed class GuestTests
{
    private static readonly CompanySnapshot s_other = new()
    {
        Id = "inna",
        Name = "Inna S.A.",
        Sites = [new("Opole", "77")],
        Employees = [new() { Id = "obca", Name = "Obca Osoba", Mobile = new PhoneNumber("+48602999001"), Site = "Opole" }],
    };

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void The_called_company_takes_part_whether_or_not_it_answers(bool isAnswered)
    {
        using var office = TestOffice.Demo();
        office.OnLoop(() => office.Bridge.Use(office.Directory.With(s_other)));
        if (isAnswered)
            office.Mobile("+48602999001").Does(new() { AnswersAfter = TimeSpan.FromSeconds(1) });
        else
            office.Mobile("+48602999001").RingsOut();
        var call = office.Desk("8001").Dials("602999001");
        office.Run(10);
        call.HangUp();
        office.Run(1);
        Assert.Equal(("przyklad", "+48602999001"), (office.Record.Company, office.Record.Called?.Value));
        Assert.Equal("inna", Assert.Single(office.Record.Guests));
    }

    [Fact]
    public void A_call_within_one_company_or_to_nobodys_number_has_no_guests()
    {
        using var office = TestOffice.Demo();
        office.OnLoop(() => office.Bridge.Use(office.Directory.With(s_other)));
        foreach (var number in new[] { "202", "512345678" })
        {
            var call = office.Desk("8001").Dials(number);
            office.Run(5);
            call.HangUp();
            office.Run(1);
        }

        Assert.Equal(["przyklad", "przyklad"], office.Records.Select(record => record.Company));
        Assert.All(office.Records, record => Assert.Empty(record.Guests));
    }
}
