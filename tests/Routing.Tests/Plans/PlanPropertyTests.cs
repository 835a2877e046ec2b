using PbxBridge.Charging.Amounts;
using PbxBridge.Charging.Quotas;
using PbxBridge.Routing.Numbering;
using PbxBridge.Routing.Plans;
using static PbxBridge.Routing.Tests.Plans.DemoOffice;

namespace PbxBridge.Routing.Tests.Plans;

/// <summary>What holds of every plan, over random companies and calls.</summary>
public sealed class PlanPropertyTests
{
    private const int Companies = 400;
    private const int CallsEach = 60;

    [Fact]
    public void Emergency_and_harmonised_calls_always_pass_and_cost_nothing() => ForEach((office, request, random) =>
    {
        var emergency = new[] { "112", "997", "0998", "+48112", "999*", "tel:112;phone-context=+48", "urn:service:sos" }[random.Next(7)];
        var plan = CallPlanner.Plan(office.Directory, request with { Dialled = emergency }, office, new NobodyAnswers());
        Assert.True(plan.IsEmergency);
        Assert.IsType<PlanStep.Ring>(plan.Steps[0]);
        Assert.Equal((null, false, Payer.Nobody, 0), (plan.Denial, plan.IsPrivate, plan.Quote!.Payer, plan.Quote.Accounts.Length));

        plan = CallPlanner.Plan(office.Directory, request with { Dialled = "116000" }, office, new NobodyAnswers());
        if (request.Source is CallSource.FromMobileNetwork && request.Asserted is "<tel:+48502111222>")
            return;
        Assert.IsType<PlanStep.Ring>(plan.Steps[0]);
        Assert.Equal((null, Payer.Nobody), (plan.Denial, plan.Quote!.Payer));
    });

    [Fact]
    public void No_denial_without_announcement_cause_and_sentence() => ForEach((office, request, _) =>
    {
        var plan = office.Plan(request);
        if (plan.Denial is not { } denial)
            return;
        Assert.Null(plan.Quote);
        Assert.NotEqual("", denial.Rule);
        var silent = request.Source is CallSource.FromPbx && !office.Directory.Company("przyklad")!.Trunks[0].Announcements;
        var (cause, announcement) = Denials.Of(denial.Reason, plan.Steps[0] is PlanStep.Announce { What.Value: "A03" });
        var expected = silent || office.Refusals > 20 ? $"reject {cause}" : $"announce {announcement} {cause}";
        Assert.Equal(expected, PlanText.Of(plan));
        Assert.Matches("^[A-ZĄĆĘŁŃÓŚŹŻ].*[.]$", plan.Decisions[^1].Sentence.Polish);
        Assert.Matches("^[A-ZŁŻ].*[.]$", plan.Decisions[^1].Sentence.English);
        Assert.NotEqual("allowed", plan.Decisions[^1].Outcome);
        Assert.NotEqual("", plan.Decisions[^1].Rule);
    });

    [Fact]
    public void The_star_is_recommended_exactly_where_it_helps() => ForEach((office, request, _) =>
    {
        office.Refusals = 0;
        var plan = office.Plan(request);
        if (plan.Denial is not { Reason: DenialReason.List or DenialReason.Class or DenialReason.Default } || plan.Steps[0] is not PlanStep.Announce announce || plan.IsPrivate)
            return;
        var starred = office.Plan(request with { Dialled = request.Dialled.TrimEnd('*') + "*" });
        Assert.Equal(starred.Denial is null or { Reason: DenialReason.NoFunds } && starred.IsPrivate, announce.What.Value == "A03");
    });

    [Fact]
    public void A_call_that_is_placed_has_a_payer_and_where_there_are_prices_a_price() => ForEach((office, request, _) =>
    {
        var plan = office.Plan(request);
        if (plan.Steps[0] is PlanStep.Reject or PlanStep.Announce || plan.IsEmergency)
            return;
        var quote = plan.Quote!;
        Assert.Equal(plan.IsPrivate, quote.Payer.IsPrivate);
        Assert.DoesNotContain('*', plan.Called?.Value ?? "");
        if (quote.Payer.Kind == PayerKind.Free)
        {
            Assert.Equal((null, 0), (quote.Row, quote.Accounts.Length));
            return;
        }

        Assert.Equal("przyklad", quote.Payer.Company);
        if (office.Directory.Prices is null)
        {
            Assert.Null(quote.Question);
            return;
        }

        Assert.Equal(plan.Class == NumberClass.Freephone, quote.Row is null);
        Assert.Equal(quote.Row, office.Directory.Prices.Find(quote.Question!.Value).Row);
        if (quote.Row is null)
            return;
        Assert.Equal(quote.Payer.Kind == PayerKind.PrivatePrepaid, quote.Accounts.Any(a => a.Kind == AccountKind.PrivatePrepaid));
        Assert.Equal(quote.Payer.Kind == PayerKind.Employee, quote.Accounts.Any(a => a.Kind == AccountKind.EmployeeLimit));
        Assert.Equal(quote.Payer.IsCompany, quote.Accounts.Any(a => a.Kind == AccountKind.CompanyCredit));
        Assert.Equal(quote.Accounts.Any(a => a.Online), quote.NeedsReservation);
    });

    [Fact]
    public void The_explainer_says_what_the_live_call_does() => ForEach((office, request, _) =>
    {
        var live = office.Plan(request);
        if (request.Source is not CallSource.FromMobileNetwork || live.Caller is not { } caller || !request.AccessNetwork.IsEmpty)
            return;
        var supposed = CallRequest.Supposed(office.Directory, caller.Value, request.Dialled, request.At) with { Seed = request.Seed };
        var explained = office.Plan(supposed);
        Assert.Equal(PlanText.Of(live), PlanText.Of(explained));
        Assert.Equal((live.Class, live.Called, live.Denial, live.IsPrivate, live.MaxDuration), (explained.Class, explained.Called, explained.Denial, explained.IsPrivate, explained.MaxDuration));
        Assert.Equal((live.Quote?.Payer, live.Quote?.Question, live.Quote?.Row), (explained.Quote?.Payer, explained.Quote?.Question, explained.Quote?.Row));
        Assert.Equal(live.Decisions.Select(Said), explained.Decisions.Select(Said));
    });

    [Fact]
    public void The_same_call_has_the_same_plan_and_every_step_speaks_both_languages() => ForEach((office, request, _) =>
    {
        var (one, two) = (office.Plan(request), office.Plan(request));
        Assert.Equal(one.Decisions.ToArray(), two.Decisions.ToArray());
        Assert.Equal(PlanText.Of(one), PlanText.Of(two));
        foreach (var step in one.Decisions)
        {
            Assert.Equal((true, true), (step.Sentence.Polish.EndsWith('.'), step.Sentence.English.EndsWith('.')));
            Assert.DoesNotContain(step.Sentence.English, c => c > '–');
            Assert.NotEqual("", step.Rule);
            Assert.NotEqual("", step.Outcome);
        }
    });

    [Fact]
    public void A_forward_is_judged_like_the_call_that_its_causer_would_dial() => ForEach((office, request, _) =>
    {
        // Without a place and without a trunk's digits a dialled call and a caused leg are one question.
        var dialled = FromMobile("203", request.Dialled) with { At = request.At };
        var plan = office.Plan(dialled);
        var judged = Barring.Judge(office.Directory, new Causer.OfEmployee("przyklad", MobileOf("203")), request.Dialled, request.At, office)!;
        if (plan.Called is null || plan.Class == NumberClass.FeatureCode)
            return;
        Assert.Equal((plan.Denial, plan.Class, plan.Called), (judged.Denial, judged.Class, judged.Number));
        Assert.Equal((plan.Quote?.Payer, plan.Quote?.Row), (judged.Quote?.Payer, judged.Quote?.Row));
    });

    private static (string, string, string, Sentence) Said(DecisionStep step) => (step.Step, step.Rule, step.Outcome, step.Sentence);

    private static void ForEach(Action<DemoOffice, CallRequest, Random> check)
    {
        for (var seed = 0; seed < Companies; seed++)
        {
            var random = new Random(seed);
            var office = RandomOffice.Next(random);
            for (var i = 0; i < CallsEach; i++)
            {
                var request = RandomOffice.Call(random);
                try
                {
                    check(office, request, random);
                }
                catch (Exception fault) when (fault is not InvalidOperationException)
                {
                    throw new InvalidOperationException($"company {seed}, call {i}: {request.Source} {request.Asserted ?? request.From} dials {request.Dialled}", fault);
                }
            }
        }
    }

    /// <summary>An emergency call asks no account (D22).</summary>
    private sealed class NobodyAnswers : IAccounts
    {
        public LimitUse LimitOf(string company, string employee) => throw new InvalidDataException();

        public Money PremiumOf(string company, string employee) => throw new InvalidDataException();

        public Money OwedBy(string company) => throw new InvalidDataException();

        public Money? PrepaidOf(string company, string owner) => throw new InvalidDataException();
    }
}
