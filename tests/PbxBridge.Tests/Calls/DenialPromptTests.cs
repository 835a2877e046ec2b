using PbxBridge.Charging.Amounts;
using PbxBridge.Charging.Limits;
using PbxBridge.Media.Sounds;
using PbxBridge.Routing.Companies;
using PbxBridge.Routing.PrivateCalls;
using PbxBridge.Storage.Accounts;
using PbxBridge.Testing;
using PbxBridge.Tests.Charges;
using PbxBridge.Tests.Office;

namespace PbxBridge.Tests.Calls;

/// <summary>The table of §5.5 on live calls: which file the caller hears, once and before he is answered, and what refuses him then (C9, EM-2).</summary>
public sealed class DenialPromptTests
{
    private const string Premium = "703123456";

    [Theory]
    [InlineData("suspended", ChargeOffice.Dialled, PromptId.ServiceInactive, 403, "Q.850;cause=21;text=\"Call rejected\"")]
    [InlineData("", "211234567", PromptId.CallNotPossible, 403, "Q.850;cause=21;text=\"Call rejected\"")]
    [InlineData("inside, flagged", ChargeOffice.Dialled, PromptId.ProfileBarredUseStar, 403, "Q.850;cause=21;text=\"ProfileBarred\"")]
    [InlineData("class, prepaid", "+49301234567", PromptId.ProfileBarredUseStar, 403, "Q.850;cause=21;text=\"ProfileBarred\"")]
    [InlineData("list, flagged", ChargeOffice.Dialled, PromptId.ProfileBarredUseStar, 403, "Q.850;cause=21;text=\"ProfileBarred\"")]
    [InlineData("inside", ChargeOffice.Dialled, PromptId.ProfileBarred, 403, "Q.850;cause=21;text=\"ProfileBarred\"")]
    [InlineData("class", "+49301234567", PromptId.ProfileBarred, 403, "Q.850;cause=21;text=\"ProfileBarred\"")]
    [InlineData("list", ChargeOffice.Dialled, PromptId.ProfileBarred, 403, "Q.850;cause=21;text=\"ProfileBarred\"")]
    [InlineData("limit", ChargeOffice.Dialled, PromptId.LimitReached, 403, "Q.850;cause=21;text=\"LimitReached\"")]
    [InlineData("credit", ChargeOffice.Dialled, PromptId.LimitReached, 403, "Q.850;cause=21;text=\"LimitReached\"")]
    [InlineData("", ChargeOffice.Dialled + "*", PromptId.PrivateOff, 403, "Q.850;cause=21;text=\"Call rejected\"")]
    [InlineData("prepaid", ChargeOffice.Dialled + "*", PromptId.PrivateNoFunds, 403, "Q.850;cause=21;text=\"Call rejected\"")]
    [InlineData("premium", Premium, PromptId.PremiumThreshold, 403, "Q.850;cause=21;text=\"Call rejected\"")]
    [InlineData("", "209", PromptId.NumberUnknown, 484, "Q.850;cause=28;text=\"Address incomplete\"")]
    [InlineData("", "5358842850", PromptId.NumberUnknown, 404, "Q.850;cause=1;text=\"Unallocated number\"")]
    public void Each_denial_has_its_file(string case_, string dialled, string prompt, int status, string reason)
    {
        foreach (var (language, code) in new[] { (Language.Polish, "pl"), (Language.English, "en") })
        {
            using var office = TestOffice.Demo(Office(case_).With(company => company with { Language = language }));
            var call = office.Mobile(ChargeOffice.Anna).Dials(dialled);
            office.Run(15);
            Assert.Equal([100, 183, status], call.Responses.Select(response => response.Status));
            Assert.Equal("sendonly", call.Responses[1]["P-Early-Media"]);
            Assert.Equal(reason, call.Responses[^1]["Reason"]);
            Assert.True(PromptOf(prompt, code).ALaw.Span.SequenceEqual(Assert.Single(Assert.Single(office.Media.Ports).Sounds).ALaw.Span));
            Assert.DoesNotContain(office.MobileNetwork.Calls, other => !other.IsOutgoing);
        }
    }

    [Fact]
    public void The_files_differ_from_each_other_in_both_languages()
    {
        string[] all = [.. Enumerable.Range(1, 9).Select(n => $"A0{n}")];
        var sounds = all.SelectMany(id => new[] { PromptOf(id, "pl"), PromptOf(id, "en") }).Select(sound => Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(sound.ALaw.Span)));
        Assert.Equal(18, sounds.Distinct().Count());
    }

    // 402 says it to our own clients; PBXs do not know it (§5.5).
    [Fact]
    public void Own_clients_without_money_hear_the_same_file_and_get_402()
    {
        using var office = TestOffice.Demo();
        var call = office.Softphone("piotr").Dials(ChargeOffice.Dialled + "%2A");
        office.Run(15);
        Assert.Equal(402, call.FinalStatus);
        Assert.True(PromptOf(PromptId.PrivateNoFunds, "pl").ALaw.Span.SequenceEqual(Assert.Single(Assert.Single(office.Media.Ports).Sounds).ALaw.Span));
    }

    private static Sound PromptOf(string id, string language) => DemoCompany.Prompts.Get(id, language) ?? throw new InvalidOperationException($"No prompt {language}/{id}.");

    // What is not as in the demo; Anna has no profile, no lists and no private calls there.
    private static OfficeOptions Office(string case_)
    {
        var options = new OfficeOptions();
        foreach (var word in case_.Split(", ", StringSplitOptions.RemoveEmptyEntries))
        {
            options = word switch
            {
                "suspended" => Anna(options, employee => employee with { Suspended = true }),
                "inside" => Anna(options, employee => employee with { Profile = "siec-firmowa" }),
                "class" => Anna(options, employee => employee with { Profile = "kraj-bez-70x" }),
                "list" => options.With(company => company with { Employees = [.. company.Employees.Select(Denied)] }),
                "flagged" => Anna(options, employee => employee with { PrivateMode = PrivateMode.Flagged }),
                "prepaid" => Anna(options, employee => employee with { PrivateMode = PrivateMode.Prepaid }),
                "limit" => Spent(Anna(options, employee => employee with { Limit = new() { Amount = Money.Of(1m), Mode = LimitMode.BarAll } }), ChargeOffice.LimitOf(ChargeOffice.Anna), 1m),
                "credit" => Spent(options.With(company => company with { CreditLimit = Money.Of(1m) }), AccountKey.OfCompany("przyklad", ChargeOffice.Cycle), 1m),
                "premium" => Spent(Anna(options, employee => employee with { Premium = new(Money.Of(35m), null) }), ChargeOffice.PremiumOf(ChargeOffice.Anna), 35m),
                _ => throw new ArgumentException(word, nameof(case_)),
            };
        }
        return options;
    }

    private static Employee Denied(Employee employee) =>
        employee with { Denied = Routing.Profiles.NumberPattern.TryParse(ChargeOffice.Outside, out var pattern) ? Routing.Profiles.NumberList.Of([new(pattern)]) : throw new InvalidOperationException() };

    private static OfficeOptions Anna(OfficeOptions options, Func<Employee, Employee> change) => options.WithEmployee("201", change);

    private static OfficeOptions Spent(OfficeOptions options, AccountKey account, decimal zloty) => options with
    {
        Before = store => store.Accounts.Post(account, new LedgerEntry("spent", ManualTime.Start, LedgerKind.Charge, Money.Of(-zloty))),
    };
}
