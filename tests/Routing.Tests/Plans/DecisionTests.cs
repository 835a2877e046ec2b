using System.Text.RegularExpressions;
using PbxBridge.Routing.Plans;
using static PbxBridge.Routing.Tests.Plans.DemoOffice;

namespace PbxBridge.Routing.Tests.Plans;

public sealed partial class DecisionTests
{
    [Fact]
    public void A_short_number_is_explained_step_by_step() => Assert.Equal(
        [
            "emergency: To nie jest numer alarmowy.",
            "caller: Dzwoni pracownik firmy Przykład Sp. z o.o.: Łucja Żółkiewska (+48601000203).",
            "private-plan: 201 to Anna Kowalska, +48601000201.",
            "class: To numer w Sieci firmowej.",
            "operator-bars: Operator nie blokuje tego połączenia.",
            "profile: Bez profilu: wszystkie połączenia są dozwolone.",
            "payer: Płaci firma Przykład Sp. z o.o., koszt pracownika: Łucja Żółkiewska.",
            "caller-id: Osoba wywoływana widzi 203.",
            "personal-line: Linia osobista: potem dzwoni Maria Wiśniewska.",
            "route: Dzwoni Anna Kowalska (telefon komórkowy); potem poczta głosowa.",
        ],
        Polish(FromMobile("203", "201")));

    [Fact]
    public void A_line_is_explained_step_by_step() =>
        Assert.Equal(
            [
                "emergency: To nie jest numer alarmowy.",
                "caller: Dzwoni +48502111222 z zewnątrz.",
                "private-plan: +48600000003 nie jest numerem skróconym firmy.",
                "e164: Pełny numer: +48600000003.",
                "class: To numer komórkowy własnego operatora.",
                "payer: Dzwoniący płaci swojemu operatorowi; firma nie płaci.",
                "member: +48601000401 pominięty: połączenie już tam było.",
                "line: Linia firmowa małopolskie: kolejno 402.",
                "caller-id: Osoba wywoływana widzi +48502111222.",
                "overflow: Gdy nikt nie odbierze: poczta głosowa linii.",
            ],
            Polish(FromOutside("+48600000003") with { Visited = ["601000401"] }));

    [Fact]
    public void A_refusal_says_why() => Assert.Equal(
        "Połączenia prywatne nie są włączone dla tej osoby.|Private calls are not switched on for this person.",
        Last(FromMobile("201", "0601234567*")));

    [Fact]
    public void Every_step_has_a_rule_an_outcome_and_a_sentence_in_both_languages()
    {
        foreach (var request in Everything())
        {
            foreach (var step in new DemoOffice().Plan(request).Decisions)
            {
                Assert.Matches(StepName(), step.Step);
                Assert.NotEqual("", step.Rule);
                Assert.NotEqual("", step.Outcome);
                Assert.EndsWith(".", step.Sentence.Polish, StringComparison.Ordinal);
                Assert.EndsWith(".", step.Sentence.English, StringComparison.Ordinal);
                Assert.DoesNotContain(step.Sentence.English, c => c > '–');
            }
        }
    }

    [Fact]
    public void The_same_question_has_the_same_answer()
    {
        foreach (var request in Everything())
        {
            var (one, two) = (new DemoOffice().Plan(request), new DemoOffice().Plan(request));
            Assert.Equal(PlanText.Of(one), PlanText.Of(two));
            Assert.Equal(one.Decisions.ToArray(), two.Decisions.ToArray());
            Assert.False(one.Steps.IsEmpty);
        }
    }

    [Theory]
    [InlineData("+48601000201", "202", "201@przyklad.pbxbridge")]
    [InlineData("601000201", "202", "201@przyklad.pbxbridge")]
    [InlineData("+48225558234", "202", "8234@przyklad.pbxbridge")]
    [InlineData("+48502111222", "+48601000202", "+48502111222")]
    public void A_supposed_call_is_planned_as_the_live_one_would_be(string from, string to, string shown)
    {
        var office = new DemoOffice();
        var plan = office.Plan(CallRequest.Supposed(office.Directory, from, to, default));
        Assert.StartsWith(shown, PlanText.Of(((PlanStep.Ring)plan.Steps[0]).Target.Caller), StringComparison.Ordinal);
    }

    [Fact]
    public void A_supposed_caller_may_be_a_user_or_a_short_number()
    {
        var office = new DemoOffice();
        Assert.Equal("menu 201", office.Steps(CallRequest.Supposed(office.Directory, "anna", "500", default)));
        Assert.Equal("menu 202", office.Steps(CallRequest.Supposed(office.Directory, "202", "500", default, "przyklad")));
    }

    private static IEnumerable<CallRequest> Everything()
    {
        string[] dialled = ["112", "202", "201", "602", "600", "8234", "700", "500", "0601234567", "+4930123456", "12345", "202*", "*21#", "1033", "", "+48601000202", "+48600000001"];
        foreach (var number in dialled)
        {
            yield return FromMobile("201", number);
            yield return FromDesk("8234", number);
            yield return FromDesk("anonymous", number);
            yield return FromSoftphone("anna", number);
            yield return FromSoftphone("nikt", number);
            yield return FromOutside(number);
            yield return FromOutside(number) with { Asserted = null, Private = true };
        }
    }

    private static string[] Polish(CallRequest request, DemoOffice? office = null) =>
        [.. (office ?? new DemoOffice()).Plan(request).Decisions.Select(d => $"{d.Step}: {d.Sentence.Polish}")];

    private static string Last(CallRequest request)
    {
        var sentence = new DemoOffice().Plan(request).Decisions[^1].Sentence;
        return $"{sentence.Polish}|{sentence.English}";
    }

    [GeneratedRegex("^[a-z][a-z0-9-]+$")]
    private static partial Regex StepName();
}
