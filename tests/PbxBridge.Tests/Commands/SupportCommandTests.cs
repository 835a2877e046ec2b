using System.Text.RegularExpressions;
using PbxBridge.Storage;
using PbxBridge.Storage.Audit;
using PbxBridge.Storage.Web;
using PbxBridge.Tests.Hosting;

namespace PbxBridge.Tests.Commands;

/// <summary>Support staff of the operator come to be by a command, and by nothing else (X2, ROLE-5).</summary>
public sealed class SupportCommandTests : IDisposable
{
    private readonly ProgramRun _run = new();

    [Fact]
    public async Task There_is_nobody_of_support_until_one_is_added()
    {
        Assert.Equal(0, await _run.Run("import", ProgramRun.DemoFile));
        using (var store = Open())
            Assert.Empty(store.Support.All());
        _run.Out.GetStringBuilder().Clear();
        Assert.Equal(0, await _run.Run("support"));
        Assert.Equal("Nobody of support may log in to the Manager; --add NAME adds a login.\n", Out);
    }

    [Fact]
    public async Task Who_is_added_gets_a_password_that_is_printed_once_and_kept_as_a_hash()
    {
        Assert.Equal(0, await _run.Run("support", "--add", "Ola", "--full-name", "Ola Pomocna"));
        var match = Regex.Match(Out, @"^One-time password of ola: ([a-z2-9]{4}(?:-[a-z2-9]{4}){3})\nIt has to be changed after logging in\.\n$");
        Assert.True(match.Success, Out);
        var password = match.Groups[1].Value;
        using (var store = Open())
        {
            var ola = Assert.Single(store.Support.All());
            Assert.Equal(("ola", "Ola Pomocna", true, true), (ola.Name, ola.FullName, ola.MustChangePassword, ola.Password.Matches(password)));
            Assert.StartsWith("pbkdf2-sha256$210000$", ola.Password.Text);
            var row = Assert.Single(store.Audit.Last(null, 5));
            Assert.Equal((null, "support --add ola", AuditRole.Operator), (row.Entry.Company, row.Entry.Act, row.Entry.Actor.Role));
            Assert.Equal(new("support[ola]", null, "Ola Pomocna"), Assert.Single(row.Entry.Changes));
            store.SignIns.Add("k", SupportLogin.NoCompany, "ola", [1], DateTimeOffset.UtcNow.AddHours(1));
        }

        _run.Out.GetStringBuilder().Clear();
        Assert.Equal(0, await _run.Run("support"));
        Assert.Matches(@"^ola               Ola Pomocna; has to change the password; logged in, last seen \d{4}-\d\d-\d\d \d\d:\d\d\n$", Out);
        Assert.Equal(1, await _run.Run("support", "--add", "ola"));
        Assert.Equal("The name 'ola' is taken already.", Assert.Single(_run.Faults));
    }

    [Fact]
    public async Task Another_password_and_the_end_of_a_login_log_out_everywhere()
    {
        Assert.Equal(0, await _run.Run("support", "--add", "ola"));
        Assert.Equal(0, await _run.Run("support", "--add", "jan"));
        using (var store = Open())
        {
            foreach (var (key, login) in new[] { ("k1", "ola"), ("k2", "ola"), ("k3", "jan") })
                store.SignIns.Add(key, SupportLogin.NoCompany, login, [1], DateTimeOffset.UtcNow.AddHours(1));
        }

        _run.Out.GetStringBuilder().Clear();
        Assert.Equal(0, await _run.Run("support", "--set-password", "Ola", "--lang", "pl"));
        Assert.Matches(@"^Jednorazowe hasło loginu ola: \S{19}\nPo zalogowaniu trzeba je zmienić\. Wylogowano przeglądarek: 2\.\n$", Out);
        _run.Out.GetStringBuilder().Clear();
        Assert.Equal(0, await _run.Run("support", "--remove", "jan"));
        Assert.Equal("The login jan is gone. Browsers logged out: 1.\n", Out);
        _run.Out.GetStringBuilder().Clear();
        Assert.Equal(0, await _run.Run("audit", "--last", "2"));
        Assert.Contains("support --set-password ola\n    support[ola].password: ••• → •••\n", Out);
        Assert.EndsWith("support --remove jan\n    support[jan]: jan → –\n", Out);
    }

    [Theory]
    [InlineData(1, "Support has no logins.", "--set-password", "ola")]
    [InlineData(1, "Support has no logins.", "--remove", "ola")]
    [InlineData(2, "--add is 'o!'; a name has 3-80 lower-case letters, digits and . _ - @.", "--add", "o!")]
    [InlineData(2, "Either --add or --remove.", "--add", "ola", "--remove", "ola")]
    [InlineData(2, "--full-name goes with --add.", "--full-name", "Ola")]
    [InlineData(2, "--full-name has 1 to 100 characters.", "--add", "ola", "--full-name", " ")]
    public async Task What_cannot_be_done_is_told_in_a_sentence(int code, string sentence, params string[] options)
    {
        Assert.Equal(code, await _run.Run(["support", .. options]));
        Assert.Equal(sentence, Assert.Single(_run.Faults));
    }

    [Fact]
    public async Task A_name_of_a_company_is_not_given_to_support()
    {
        Assert.Equal(0, await _run.Run("import", ProgramRun.DemoFile));
        Assert.Equal(1, await _run.Run("support", "--add", "maria"));
        Assert.Equal("The name 'maria' is taken already.", Assert.Single(_run.Faults));
    }

    public void Dispose() => _run.Dispose();

    private string Out => _run.Out.ToString();

    private Store Open() => Store.Open(new StoreOptions { Path = Path.Combine(_run.Folder, "data", "pbxbridge.db") }, TimeProvider.System);
}
