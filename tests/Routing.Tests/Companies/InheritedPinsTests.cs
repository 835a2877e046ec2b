using PbxBridge.Routing.Companies;

namespace PbxBridge.Routing.Tests.Companies;

/// <summary>Nobody is left with the PIN of whoever had his number before (docs/decisions/0039).</summary>
public sealed class InheritedPinsTests
{
    private static readonly SecretHash Pin = SecretHash.Of("2010", [1, 2, 3, 4, 5, 6, 7, 8], 1);
    private static readonly CompanySnapshot Before = WithPin(DemoFile.Company, Pin);

    [Fact]
    public void Whoever_gets_a_number_must_be_given_another_PIN_or_none()
    {
        var next = Before with { Employees = [Before.Employees[0] with { Id = "nowy" }, .. Before.Employees[1..]] };
        var fault = Assert.Single(InheritedPins.Find(Before, next));
        Assert.Equal(("$.voicemail.boxes[1].pinHash", "this is the PIN of anna: nowy needs another one, or none"), (fault.JsonPath, fault.Reason.English));
        Assert.Equal("to PIN pracownika anna: nowy potrzebuje innego albo żadnego", fault.Reason.Polish);
        Assert.Empty(InheritedPins.Find(Before, WithPin(next, SecretHash.Of("2010", [8, 7, 6, 5, 4, 3, 2, 1], 1))));
        Assert.Empty(InheritedPins.Find(Before, WithPin(next, null)));
    }

    [Fact]
    public void A_PIN_goes_with_its_owner_to_another_number()
    {
        var anna = Before.Employees[0] with { Mobile = new("+48601000299") };
        var next = Before with
        {
            Employees = [anna, .. Before.Employees[1..]],
            Voicemail = Before.Voicemail with { Boxes = [.. Before.Voicemail.Boxes.Select(box => box.Pin == Pin ? box with { Owner = anna.Mobile } : box)] },
        };
        Assert.Empty(InheritedPins.Find(Before, next));
        Assert.Empty(InheritedPins.Find(Before, Before));
        Assert.Empty(InheritedPins.Find(null, Before));
    }

    [Fact]
    public void A_line_that_gets_the_number_of_a_mailbox_is_nobodys_heir()
    {
        var line = Before.Voicemail.Boxes.First(box => Before.LineWith(box.Owner) is not null);
        var next = Before with { Voicemail = Before.Voicemail with { Boxes = [.. Before.Voicemail.Boxes.Select(box => box == line ? line with { Pin = Pin } : box with { Pin = null })] } };
        Assert.Empty(InheritedPins.Find(Before, next));
    }

    // The mailbox of Anna, the first of them.
    private static CompanySnapshot WithPin(CompanySnapshot company, SecretHash? pin) => company with
    {
        Voicemail = company.Voicemail with { Boxes = [.. company.Voicemail.Boxes.Select(box => box.Owner == DemoFile.Company.Employees[0].Mobile ? box with { Pin = pin } : box)] },
    };
}
