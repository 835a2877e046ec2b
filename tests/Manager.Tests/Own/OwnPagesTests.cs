using System.Net;
using PbxBridge.Charging.Amounts;
using PbxBridge.Charging.Vouchers;
using PbxBridge.Manager.Tests.Site;
using PbxBridge.Routing.Plans;
using PbxBridge.Routing.Terms;
using PbxBridge.Storage.Accounts;
using PbxBridge.Storage.Audit;

namespace PbxBridge.Manager.Tests.Own;

/// <summary>What an employee sees and edits of his own, over HTTP (M4, D14).</summary>
public sealed class OwnPagesTests
{
    private const string Locked = """{ "name": "anna", "employee": "anna", "role": "user", "locked": ["personalLine", "notice", "voicemail", "topUp", "softphonePassword"] }""";

    [Fact]
    public async Task He_sees_his_profile_services_and_limit()
    {
        await using var site = await TestSite.StartAsync("""{ "name": "lucja", "employee": "lucja", "role": "user" }""");
        using var browser = await site.LoggedIn("lucja");
        var page = await browser.Get("/me");
        Assert.Equal("Łucja Żółkiewska", page.Title);
        Assert.Contains("blokada połączeń poza Sieć firmową", page.Shown, StringComparison.Ordinal);
        Assert.Contains("oznaczone, płaci firma", page.Shown, StringComparison.Ordinal);
        Assert.Contains("zostało 100,00 zł (orientacyjnie)", page.Shown, StringComparison.Ordinal);
    }

    [Fact]
    public async Task He_edits_personal_line_notice_PIN_and_softphone_password()
    {
        await using var site = await TestSite.StartAsync(People.Anna);
        using var browser = await site.LoggedIn("anna");
        Assert.Equal("Zapisano.", (await (await browser.Get("/me")).Submit("form:has([value='personal-line'])", ("second", "202"), ("act", "personal-line"))).Told);
        Assert.Equal("+48601000202", site.Company.EmployeeNamed("anna")!.PersonalLine!.Second.Value);
        Assert.Equal("Zapisano.", (await (await browser.Get("/me")).Submit("form:has([value='notice'])", ("by", "email"), ("to", "anna@przyklad.example"), ("act", "notice"))).Told);
        Assert.Equal(new NoticeAddress(NoticeWay.Email, "anna@przyklad.example"), site.Company.EmployeeNamed("anna")!.Notice);
        Assert.Equal("Zapisano.", (await (await browser.Get("/me")).Submit("form:has([value='pin'])", ("pin", "97531"), ("act", "pin"))).Told);
        Assert.True(site.Company.MailboxOf(site.Company.EmployeeNamed("anna")!.Mobile)!.Pin!.Matches("97531"));
        Assert.Equal("Zapisano.", (await (await browser.Get("/me")).Submit("form:has([value='softphone'])", ("password", "nowe-haslo-telefonu"), ("act", "softphone"))).Told);
        Assert.Equal(Hosting.CompanyFormat.SecretOf("anna", "pbxbridge", "nowe-haslo-telefonu"), site.Company.SoftphoneOf("anna")!.Secret);
        Assert.All(site.Store.Audit.Last("przyklad", 4), act => Assert.Equal(("anna", AuditRole.User), (act.Entry.Actor.Author, act.Entry.Actor.Role)));
        Assert.DoesNotContain(site.Store.Audit.Last("przyklad", 4), act => act.Entry.Changes.Any(change => change.After!.Contains("97531", StringComparison.Ordinal)));
    }

    // D14: a field that is shown as locked is also refused when it is sent.
    [Theory]
    [InlineData("personal-line", "second", "202")]
    [InlineData("notice", "to", "anna@przyklad.example")]
    [InlineData("pin", "pin", "97531")]
    [InlineData("greeting", "greeting", "")]
    [InlineData("softphone", "password", "nowe-haslo-telefonu")]
    [InlineData("top-up", "code", "12345678901234")]
    public async Task What_the_administrator_has_locked_is_read_only(string act, string field, string value)
    {
        await using var site = await TestSite.StartAsync(Locked);
        using var browser = await site.LoggedIn("anna");
        var page = await browser.Get("/me");
        Assert.False(page.Has($"button[value='{act}']"));
        var token = page.Document.QuerySelector("input[name='_form']")!.GetAttribute("value")!;
        var answer = await browser.Post("/me", [new("_form", token), new("act", act), new(field, value), new("user", "anna")]);
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "Administrator nie pozwala Ci tego zmieniać."), (answer.Status, answer.Told));
        Assert.Equal(1, site.Company.Revision);
    }

    [Fact]
    public async Task He_tops_up_his_own_account_once_with_a_voucher()
    {
        await using var site = await TestSite.StartAsync(People.Piotr);
        var (batch, vouchers) = site.Store.Vouchers.Create(Money.Of(25m), 2, DateOnly.FromDateTime(site.Time.GetUtcNow().AddYears(1).Date), "test", VoucherRules.Standard, TestSite.Pepper);
        site.Store.Vouchers.Activate(batch.Id);
        using var browser = await site.LoggedIn("piotr");
        var page = await browser.Get("/me");
        Assert.Contains("Do wykorzystania: 5,00 zł", page.Shown, StringComparison.Ordinal);
        var done = await page.Submit("form:has([value='top-up'])", ("code", vouchers[0].Code), ("act", "top-up"));
        Assert.Equal("Konto zostało doładowane.", done.Told);
        Assert.Contains("Do wykorzystania: 30,00 zł", done.Shown, StringComparison.Ordinal);
        // The same form once more, as a second click sends it, and the same code in a new one.
        await page.Submit("form:has([value='top-up'])", ("code", vouchers[0].Code), ("act", "top-up"));
        var again = await (await browser.Get("/me")).Submit("form:has([value='top-up'])", ("code", vouchers[0].Code), ("act", "top-up"));
        Assert.Equal("Ten kupon został już przez Ciebie wykorzystany.", again.Told);
        Assert.Equal("Kod kuponu jest nieprawidłowy.", (await (await browser.Get("/me")).Submit("form:has([value='top-up'])", ("code", "1234"), ("act", "top-up"))).Told);
        Assert.Equal(Money.Of(30m), site.Store.Accounts.Find(AccountKey.Prepaid("przyklad", site.Company.EmployeeNamed("piotr")!.AccountOwner))!.Available);
    }

    [Fact]
    public async Task A_recorded_greeting_goes_back_to_the_standard_one()
    {
        await using var site = await TestSite.StartAsync(People.Anna);
        var mailbox = MailboxId.OfEmployee("przyklad", "anna");
        site.Store.Voicemail.SetGreeting(mailbox, [1, 2, 3]);
        using var browser = await site.LoggedIn("anna");
        Assert.Equal("Zapisano.", (await (await browser.Get("/me")).Submit("form:has([value='greeting'])", ("act", "greeting"))).Told);
        Assert.Null(site.Store.Voicemail.Greeting(mailbox));
        Assert.Equal("own greeting of anna", site.Store.Audit.Last("przyklad", 1).Single().Entry.Act);
    }

    [Fact]
    public async Task Who_is_no_employee_has_no_account_of_his_own()
    {
        await using var site = await TestSite.StartAsync(People.Owner);
        using var browser = await site.LoggedIn("owner");
        Assert.Equal(HttpStatusCode.NotFound, (await browser.Get("/me")).Status);
        Assert.False((await browser.Get("/employees")).Has("nav a[href='/me']"));
    }
}
