using PbxBridge.Routing.Companies;
using PbxBridge.Routing.Hunting;
using PbxBridge.Routing.Plans;
using PbxBridge.Routing.Tests.Numbering;

namespace PbxBridge.Routing.Tests.Plans;

/// <summary>The shipped demo company, planned and run: the example calls of the demo.</summary>
public sealed class DemoScenarioTests
{
    private readonly DemoOffice _presence = new();
    private readonly CompanyDirectory _directory = CompanyDirectory.Of([Shipped()], ShippedNumbering.Data, new OperatorSettings());

    [Fact]
    public void The_shipped_company_is_planned_like_the_one_of_these_tests()
    {
        string[] dialled = ["201", "202", "600", "601", "602", "700", "500", "8234", "0601234567", "112", "12345"];
        // But for the ids of its people.
        var shipped = Shipped();
        var directory = CompanyDirectory.Of([shipped with { Employees = [.. shipped.Employees.Select(e => e with { Id = e.Extension! })] }], ShippedNumbering.Data, new OperatorSettings());
        foreach (var number in dialled)
        {
            var request = DemoOffice.FromMobile("301", number);
            Assert.Equal(_presence.Steps(request), PlanText.Of(CallPlanner.Plan(directory, request, _presence, _presence)));
        }
    }

    [Fact]
    public void A_mobile_dials_the_short_number_of_a_desk_phone()
    {
        var hunt = new Run(Plan(DemoOffice.FromMobile("202", "8234")));
        Assert.Equal(["+48225558234"], hunt.Rung);
        hunt.On(new HuntEvent.Answered(new(1), false));
        Assert.Equal(1, hunt.Connected);
    }

    [Fact]
    public void A_customer_calls_the_line_and_the_second_member_answers()
    {
        var plan = Plan(DemoOffice.FromOutside("+48600000001"));
        var members = ((PlanStep.RingLine)plan.Steps[0]).Members;
        var hunt = new Run(plan);
        hunt.On(new HuntEvent.Provisional(new(1), false));
        hunt.On(new HuntEvent.TimerExpired(HuntTimer.Ring));
        hunt.On(new HuntEvent.Answered(new(2), false));
        Assert.Equal([members[0].Number.Value, members[1].Number.Value], hunt.Rung);
        Assert.Equal(2, hunt.Connected);
    }

    [Fact]
    public void Nobody_answers_Anna_then_the_secretary_then_the_mailbox()
    {
        var hunt = new Run(Plan(DemoOffice.FromOutside("+48601000201")));
        for (var leg = 1; leg <= 2; leg++)
        {
            hunt.On(new HuntEvent.Provisional(new(leg), false));
            hunt.On(new HuntEvent.TimerExpired(HuntTimer.Ring));
        }

        Assert.Equal(["+48601000201", "+48601000200"], hunt.Rung);
        Assert.Equal(new HuntCommand.OpenVoicemail(MailboxId.OfEmployee("przyklad", "anna"), CallCause.NoAnswer), hunt.Commands.OfType<HuntCommand.OpenVoicemail>().Single());
    }

    [Fact]
    public void A_wrong_number_is_announced_and_refused()
    {
        var hunt = new Run(Plan(DemoOffice.FromMobile("201", "6012345678")));
        hunt.On(new HuntEvent.TreatmentEnded());
        Assert.Equal(new HuntCommand.Announce(new("A04")), hunt.Commands.OfType<HuntCommand.Announce>().Single());
        Assert.Equal(new HuntCommand.Reject(CallCause.Unallocated), hunt.Commands.OfType<HuntCommand.Reject>().Single());
    }

    private static CompanySnapshot Shipped()
    {
        var options = new CompanyFileOptions
        {
            Numbering = ShippedNumbering.Data,
            SecretOf = (_, realm, _) => new SoftphoneSecret(realm, new('0', 32), new('0', 64), new('0', 64)),
            SaltOf = length => new byte[length],
            PinIterations = 1,
            PasswordIterations = 1,
        };
        return CompanyFile.Read(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "config", "demo-company.json")), options).Company!;
    }

    private CallPlan Plan(CallRequest request) => CallPlanner.Plan(_directory, request, _presence, _presence);

    private sealed class Run
    {
        private readonly Hunt _hunt;

        public Run(CallPlan plan)
        {
            _hunt = new Hunt(plan);
            On(new HuntEvent.Started());
        }

        public List<HuntCommand> Commands { get; } = [];

        public IEnumerable<string> Rung => Commands.OfType<HuntCommand.Invite>().Select(i => i.Target.Number.Value);

        public int Connected => Commands.OfType<HuntCommand.Connect>().Single().Leg.Value;

        public void On(HuntEvent e) => _hunt.On(e, Commands);
    }
}
