using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;
using PbxBridge.Charging.Vouchers;
using PbxBridge.Configuration;
using PbxBridge.Hosting;
using PbxBridge.Routing.Companies;
using PbxBridge.Storage;
using PbxBridge.Storage.Audit;
using PbxBridge.Testing;

namespace PbxBridge.Manager.Tests.Site;

/// <summary>The Manager on a free port of loopback, as the program has it, with the demo company, a store of its own and a clock moved by hand.</summary>
internal sealed class TestSite : IAsyncDisposable
{
    /// <summary>Of every login that <see cref="StartAsync"/> makes.</summary>
    public const string Password = "correct-horse";

    public static readonly VoucherPepper Pepper = new("a secret of thirty-two octets, or more"u8.ToArray());

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("pbxbridge-");
    private readonly StopRequests _stop = new();
    private readonly DirectoryWatch _watch;
    private readonly WebSide _web;

    private TestSite(JsonArray logins, Action<JsonObject>? change, string[] proxies)
    {
        var file = (JsonObject)JsonNode.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "config", "demo-company.json")))!;
        file["logins"] = logins;
        change?.Invoke(file);
        var first = Path.Combine(_folder.FullName, "company.json");
        File.WriteAllText(first, file.ToJsonString());
        var edge = new ProcessEdge(TextWriter.Null, TextWriter.Null, AppContext.BaseDirectory, _folder.FullName, new Dictionary<string, string>(), Time, _stop);
        var options = new OperatorOptions { FirstCompany = first };
        Store = Store.Open(new StoreOptions { Path = Path.Combine(_folder.FullName, "store.db") }, Time);
        var catalogue = CompaniesAt.Open(Store, options, edge, first: true, out var directory);
        Format = catalogue.Format;
        _watch = new DirectoryWatch(catalogue, directory, _ => { }, Time, NullLogger<DirectoryWatch>.Instance);
        Companies = new ManagedCompanies(Store, catalogue, _watch, options, Time);
        var pages = new ManagerParts(Companies, Store, Time) { SoftphoneSecretOf = CompanyFormat.SecretOf, Vouchers = Pepper };
        _web = WebSide.StartAsync(new WebOptions { Url = "http://127.0.0.1:0", Proxies = [.. proxies.Select(IPAddress.Parse)] }, null, () => throw new NotSupportedException(), (_, _) => throw new NotSupportedException(), pages, NullLoggerFactory.Instance, CancellationToken.None)
            .GetAwaiter().GetResult();
    }

    public ManualTime Time { get; } = new();

    public Store Store { get; }

    public ManagedCompanies Companies { get; }

    public CompanyFormat Format { get; }

    public Uri Address => new(_web.Url);

    /// <summary>The demo company as it is now.</summary>
    public CompanySnapshot Company => Companies.Directory.Company("przyklad")!;

    /// <param name="logins">In the form of the company file, without a password: each gets <see cref="Password"/>.</param>
    public static Task<TestSite> StartAsync(params string[] logins) => StartAsync(null, logins);

    /// <param name="change">Edits the demo company's file before it is imported.</param>
    public static Task<TestSite> StartAsync(Action<JsonObject>? change, params string[] logins) => Task.Run(() => new TestSite([.. logins.Select(WithPassword)], change, []));

    /// <param name="proxies">Addresses that are believed.</param>
    public static Task<TestSite> StartBehindAsync(string[] proxies, params string[] logins) => Task.Run(() => new TestSite([.. logins.Select(WithPassword)], null, proxies));

    /// <summary>A hash that is quick to compare.</summary>
    public static string HashOf(string password) => SecretHash.Of(password, RandomNumberGenerator.GetBytes(16), 1).Text;

    /// <summary>Another company beside the first one.</summary>
    public void Import(string json)
    {
        var outcome = CompanyImport.Run(Store, Companies.Directory, Format, Encoding.UTF8.GetBytes(json), new ChangeOrder(AuditActor.Program, "test", Time.GetUtcNow()) { IsAgreed = true });
        Assert.Empty(outcome.Faults);
        _watch.LookNow();
    }

    /// <summary>From now on nothing can be read of accounts.</summary>
    public void BreakStore()
    {
        using var store = new SqliteConnection($"Data Source={Store.Path}");
        store.Open();
        using var command = store.CreateCommand();
        command.CommandText = "ALTER TABLE account RENAME TO lost";
        command.ExecuteNonQuery();
    }

    public Browser Browser() => new(Address);

    public async Task<Browser> LoggedIn(string name)
    {
        var browser = Browser();
        var page = await browser.LogIn(name, Password);
        Assert.NotEqual("/login", page.Path);
        return browser;
    }

    public async ValueTask DisposeAsync()
    {
        await _web.DisposeAsync();
        await _watch.DisposeAsync();
        Store.Dispose();
        _stop.Dispose();
        _folder.Delete(recursive: true);
    }

    private static JsonNode WithPassword(string login)
    {
        var node = (JsonObject)JsonNode.Parse(login)!;
        node["passwordHash"] = HashOf(Password);
        return node;
    }
}
