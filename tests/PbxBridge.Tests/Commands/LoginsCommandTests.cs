using System.Text.Json.Nodes;
using PbxBridge.Hosting;
using PbxBridge.Routing.Companies;
using PbxBridge.Routing.Logins;
using PbxBridge.Storage;
using PbxBridge.Storage.Audit;
using PbxBridge.Tests.Hosting;
using PbxBridge.Tests.Office;

namespace PbxBridge.Tests.Commands;

/// <summary>Who may log in to the Manager, and the way back in when nobody can (M3, ROLE-1, ROLE-5).</summary>
public sealed class LoginsCommandTests : IDisposable
{
    private readonly ProgramRun _run = new();

    [Fact]
    public async Task Who_may_log_in_is_listed_with_what_he_may_do()
    {
        Assert.Equal(0, await _run.Run("import", ProgramRun.DemoFile));
        _run.Out.GetStringBuilder().Clear();
        Assert.Equal(0, await _run.Run("logins", "przyklad"));
        Assert.Equal(
            """
            wlasciciel        Barbara Przykładowa, owner
            maria             Maria Wiśniewska (maria), administrator
            anna              Anna Kowalska (anna), user
            piotr             Piotr Zieliński (piotr), user
                              service administrator: department handlowcy; profiles, services
                              billing administrator: marek, ewa; costs, limits, notices

            """,
            Out);
    }

    [Fact]
    public async Task What_is_switched_off_locked_or_to_be_changed_is_told_in_Polish_too()
    {
        await Import(company =>
        {
            company["logins"]![1]!["enabled"] = false;
            company["logins"]![2]!.AsObject().Remove("password");
            company["logins"]![2]!["locked"] = JsonNode.Parse("""["topUp","notice"]""");
            company["logins"]![3]!["mustChangePassword"] = true;
            company["logins"]![3]!["services"]!["rights"] = new JsonArray();
            company["logins"]![3]!["billing"]!.AsObject().Remove("employees");
        });
        Assert.Equal(0, await _run.Run("logins", "przyklad", "--lang", "pl"));
        Assert.EndsWith(
            """
            maria             Maria Wiśniewska (maria), administrator; wyłączony
            anna              Anna Kowalska (anna), użytkownik; bez hasła; nie zmienia: powiadomienia, doładowania
            piotr             Piotr Zieliński (piotr), użytkownik; musi zmienić hasło
                              administrator serwisów: dział handlowcy; bez uprawnień
                              administrator rozliczeń: nikt; koszty, limity, powiadomienia

            """,
            Out);
    }

    [Fact]
    public async Task Who_is_logged_in_is_told_with_when_he_was_seen()
    {
        Assert.Equal(0, await _run.Run("import", ProgramRun.DemoFile));
        using (var store = Open())
            store.SignIns.Add("k", "przyklad", "anna", [1], DateTimeOffset.UtcNow.AddHours(1));
        Assert.Equal(0, await _run.Run("logins", "przyklad"));
        Assert.Matches(@"\nanna              Anna Kowalska \(anna\), user; logged in, last seen \d{4}-\d\d-\d\d \d\d:\d\d\npiotr ", Out);
    }

    [Fact]
    public async Task A_company_without_logins_says_so()
    {
        await Import(company => company.AsObject().Remove("logins"));
        Assert.Equal(0, await _run.Run("logins", "przyklad"));
        Assert.EndsWith("Nobody may log in to the Manager.\n", Out);
        Assert.Equal(1, await _run.Run("logins", "przyklad", "--set-password", "maria"));
        Assert.Equal("The company przyklad has no logins.", Assert.Single(_run.Faults));
    }

    [Fact]
    public async Task A_new_password_is_printed_once_works_once_and_logs_out_everywhere()
    {
        Assert.Equal(0, await _run.Run("import", ProgramRun.DemoFile));
        using (var store = Open())
        {
            foreach (var (key, login) in new[] { ("k1", "maria"), ("k2", "maria"), ("k3", "anna") })
                store.SignIns.Add(key, "przyklad", login, [1], DateTimeOffset.UtcNow.AddHours(1));
        }

        _run.Out.GetStringBuilder().Clear();
        Assert.Equal(0, await _run.Run("logins", "przyklad", "--set-password", "Maria"));
        var match = System.Text.RegularExpressions.Regex.Match(
            Out, @"^One-time password of maria: ([a-z2-9]{4}(?:-[a-z2-9]{4}){3})\nIt has to be changed after logging in\. Browsers logged out: 2\.\n$");
        Assert.True(match.Success, Out);
        var password = match.Groups[1].Value;
        using (var store = Open())
        {
            Assert.Equal((true, true, false), (store.SignIns.Find("k1") is null, store.SignIns.Find("k2") is null, store.SignIns.Find("k3") is null));
            var document = store.Companies.Load("przyklad");
            var (company, faults) = new CompanyFormat(DemoCompany.Numbering, "pbxbridge").Read(document!.Json.Span);
            Assert.Empty(faults);
            Assert.Equal(2, document.Revision);
            var maria = company!.Logins[1];
            Assert.Equal((true, true, false, LoginRole.Administrator), (maria.MustChangePassword, maria.Password!.Matches(password), maria.Password.Matches("manager-maria"), maria.Role));
            Assert.StartsWith("pbkdf2-sha256$210000$", maria.Password.Text);
            Assert.Equal((true, false), (company.Logins[2].Password!.Matches("manager-anna"), company.Logins[2].MustChangePassword));
            var row = Assert.Single(store.Audit.Last("przyklad", 1));
            Assert.Equal(("logins --set-password maria", AuditRole.Operator, (long?)2), (row.Entry.Act, row.Entry.Actor.Role, row.Revision));
            Assert.Equal(
                [new("logins[maria].mustChangePassword", "false", "true"), new("logins[maria].passwordHash", DocumentChanges.Hidden, DocumentChanges.Hidden)],
                row.Entry.Changes.OrderBy(change => change.Subject, StringComparer.Ordinal));
        }

        Assert.Equal(0, await _run.Run("logins", "przyklad", "--set-password", "maria", "--lang", "pl"));
        Assert.Matches(@"\nJednorazowe hasło loginu maria: \S{19}\nPo zalogowaniu trzeba je zmienić\. Wylogowano przeglądarek: 0\.\n$", Out);
        Assert.DoesNotContain(password, Out[match.Length..]);
    }

    [Fact]
    public async Task A_login_that_is_switched_off_stays_so()
    {
        await Import(company => company["logins"]![2]!["enabled"] = false);
        Assert.Equal(0, await _run.Run("logins", "przyklad", "--set-password", "anna"));
        Assert.EndsWith("This login is switched off, and stays so.\n", Out);
        Assert.Equal(0, await _run.Run("logins", "przyklad"));
        Assert.Contains("\nanna              Anna Kowalska (anna), user; switched off; has to change the password\n", Out);
    }

    [Fact]
    public async Task An_unknown_name_names_those_that_are_there()
    {
        Assert.Equal(0, await _run.Run("import", ProgramRun.DemoFile));
        Assert.Equal(1, await _run.Run("logins", "przyklad", "--set-password", "marja"));
        Assert.Equal("The company przyklad has no login 'marja'; there are: wlasciciel, maria, anna, piotr.", Assert.Single(_run.Faults));
        using var store = Open();
        Assert.Single(store.Companies.History("przyklad"));
    }

    // The directory that the change was judged with does not know the other company yet: the store does.
    [Fact]
    public void A_login_that_another_company_got_in_between_is_refused_without_naming_it()
    {
        using var store = Open();
        Assert.NotNull(Save("pierwsza", "+48601777001").Company);
        var outcome = Save("druga", "+48601777002");
        Assert.Null(outcome.Company);
        var fault = Assert.Single(outcome.Faults);
        Assert.Equal(("$.logins", "the login \"kierownik\" is taken already, outside this company"), (fault.JsonPath, fault.Reason.English));
        Assert.Null(store.Companies.Load("druga"));

        ImportOutcome Save(string id, string mobile) => CompanyImport.Run(
            store, CompanyDirectory.Empty(DemoCompany.Numbering, new()), new CompanyFormat(DemoCompany.Numbering, "pbxbridge"),
            System.Text.Encoding.UTF8.GetBytes($$"""
                {"id":"{{id}}","name":"Firma","taxId":"1234563218","activeSims":3,"sites":[{"name":"Warszawa","areaCode":"22"}],
                "employees":[{"id":"jan","name":"Jan","mobile":"{{mobile}}","site":"Warszawa"}],"logins":[{"name":"kierownik","employee":"jan"}]}
                """),
            new ChangeOrder(AuditActor.Program, "test", DateTimeOffset.UtcNow));
    }

    // D10: they are in the file, and rest.
    [Fact]
    public async Task Delegated_administrators_of_a_company_that_has_become_too_small_are_told_as_suspended()
    {
        Assert.Equal(0, await _run.Run("import", ProgramRun.DemoFile));
        Assert.Equal(0, await _run.Run("contract", "przyklad", "--sims", "20"));
        using (var store = Open())
        {
            var document = JsonNode.Parse(store.Companies.Load("przyklad")!.Json.Span)!;
            // Until the next billing cycle they go on.
            Assert.NotNull(document["gatedFrom"]);
            document["gatedFrom"] = "2026-01-01";
            store.Companies.Save(new("przyklad", System.Text.Encoding.UTF8.GetBytes(document.ToJsonString()), [], [], "test", "earlier"));
        }

        Assert.Equal(0, await _run.Run("logins", "przyklad"));
        Assert.EndsWith("billing administrator: marek, ewa; costs, limits, notices; suspended as there are too few SIM cards (D10)\n", Out);
    }

    public void Dispose() => _run.Dispose();

    private string Out => _run.Out.ToString();

    private Store Open() => Store.Open(new StoreOptions { Path = Path.Combine(_run.Folder, "data", "pbxbridge.db") }, TimeProvider.System);

    private async Task Import(Action<JsonNode> change)
    {
        var company = JsonNode.Parse(await File.ReadAllTextAsync(ProgramRun.DemoFile)) ?? throw new InvalidOperationException("no company");
        change(company);
        var file = Path.Combine(_run.Folder, "company.json");
        await File.WriteAllTextAsync(file, company.ToJsonString());
        Assert.Equal(0, await _run.Run("import", file));
    }
}
