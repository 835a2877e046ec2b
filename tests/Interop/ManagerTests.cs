using PbxBridge.Interop.Rig;
using PbxBridge.Interop.Rig.Browsers;

namespace PbxBridge.Interop;

/// <summary>The Manager in real browsers, two engines: no plug-in, and usable at 360 pixels (P16, P17).</summary>
public sealed class ManagerTests
{
    private const string Site = "http://localhost:8080";

    [Theory]
    [InlineData("chromium")]
    [InlineData("firefox")]
    public async Task Somebody_logs_in_works_and_logs_out(string engine)
    {
        await using var bridge = await BridgeProcess.StartAsync(new CompanyFile());
        await using var browser = await Browser.StartAsync(engine);
        await browser.OpenAsync(Site + "/language?to=pl&back=/employees/ewa");
        await LogInAsync(browser, "maria", "manager-maria");
        Assert.Equal("Ewa Dąbrowska", await browser.TextAsync("h1"));
        await browser.FollowAsync("a[href='/']");
        Assert.Equal("Telemonitor", await browser.TextAsync("h1"));
        await browser.FollowAsync("nav a[href='/employees']");
        await browser.FollowAsync("a.person[href='/employees/ewa']");
        Assert.Equal("Ewa Dąbrowska", await browser.TextAsync("h1"));
        await browser.TypeAsync("input[name='amount']", "123,45");
        await browser.FollowAsync("button[value='limit']");
        Assert.Equal("Zapisano.", await browser.TextAsync(".told"));
        Assert.Equal("123,45", (string?)await browser.ValueAsync("document.querySelector(\"input[name='amount']\").value"));
        Assert.Contains("\"amount\": 123.45", await bridge.CommandAsync("export", "przyklad"), StringComparison.Ordinal);
        await browser.FollowAsync("form[action='/logout'] button");
        Assert.Equal("Menedżer Sieci Firmowej", await browser.TextAsync("h1"));
        await bridge.StopAsync();
    }

    [Theory]
    [InlineData("chromium")]
    [InlineData("firefox")]
    public async Task Every_page_fits_a_screen_of_360_pixels(string engine)
    {
        await using var bridge = await BridgeProcess.StartAsync(new CompanyFile());
        await using var browser = await Browser.StartAsync(engine);
        await browser.SizeAsync(360, 740);
        await browser.OpenAsync(Site + "/login");
        await AssertFitsAsync(browser, "/login");
        await LogInAsync(browser, "maria", "manager-maria");
        foreach (var path in new[] { "/telemonitor", "/telemonitor/own", "/calls", "/employees", "/employees/anna", "/logins", "/logins/piotr", "/me", "/password" })
        {
            await browser.OpenAsync(Site + path);
            await AssertFitsAsync(browser, path);
        }

        await bridge.StopAsync();
    }

    /// <summary>X2: menu, search, call.</summary>
    [Theory]
    [InlineData("chromium")]
    [InlineData("firefox")]
    public async Task A_call_that_failed_is_found_by_its_last_digits_in_three_clicks_and_its_flow_fits_360_pixels(string engine)
    {
        await using var bridge = await BridgeProcess.StartAsync(new CompanyFile());
        await FailAsync();
        await bridge.QuietAsync();
        await using var browser = await Browser.StartAsync(engine);
        await browser.SizeAsync(360, 740);
        await browser.OpenAsync(Site + "/language?to=pl&back=/telemonitor");
        await LogInAsync(browser, "maria", "manager-maria");
        await browser.FollowAsync("nav a[href='/calls']");
        await AssertFitsAsync(browser, "/calls");
        await browser.TypeAsync("input[name='number']", "8123");
        // The record is written in turns.
        await Condition.HoldsAsync("the call is in the list", async () =>
        {
            await browser.FollowAsync("main form button");
            return (int?)await browser.ValueAsync("document.querySelectorAll('table.flows tbody tr').length") == 1;
        }, TimeSpan.FromSeconds(10));
        await browser.FollowAsync("table.flows td a");
        Assert.StartsWith("Nieodebrane", await browser.TextAsync(".story strong"), StringComparison.Ordinal);
        await AssertFitsAsync(browser, (string)(await browser.ValueAsync("location.pathname"))!);
        // The drawing scrolls in its box, and a text that is opened stays in sight.
        Assert.True((bool?)await browser.ValueAsync("document.querySelector('.ladder').scrollWidth > document.querySelector('.ladder').clientWidth"));
        await browser.ClickAsync(".ladder summary");
        Assert.StartsWith("INVITE sip:8123@", await browser.TextAsync(".ladder details[open] pre"), StringComparison.Ordinal);
        await browser.ValueAsync("document.querySelector('.ladder').scrollLeft = 200");
        Assert.True((bool?)await browser.ValueAsync("(box => box.left >= 0 && box.right <= innerWidth)(document.querySelector('.ladder details[open] pre').getBoundingClientRect())"));
        Assert.Equal("Busy Here", (string?)await browser.ValueAsync("document.querySelector('.arrow.bad')?.getAttribute('aria-label').slice(-9)"));
        await AssertFitsAsync(browser, (string)(await browser.ValueAsync("location.pathname"))!);
        await bridge.StopAsync();
    }

    // Anna calls a desk that is busy.
    private static async Task FailAsync()
    {
        await using UdpPeer mobile = new(Stage.Mobile), pbx = new(Stage.Pbx);
        await mobile.SendAsync(SipText.Request("INVITE", "8123", "+48601000201", Stage.Mobile, body: SipText.Offer));
        await pbx.SendAsync((await pbx.RequestAsync("INVITE")).Response("486 Busy Here", Stage.Pbx));
        await pbx.RequestAsync("ACK");
        await mobile.SendAsync((await mobile.FinalAsync("INVITE")).AckOfRefusal("sip:8123@127.0.0.1:5060"));
    }

    private static async Task LogInAsync(Browser browser, string name, string password)
    {
        await browser.TypeAsync("input[name='name']", name);
        await browser.TypeAsync("input[name='password']", password);
        await browser.FollowAsync("button[type='submit']");
    }

    // Nothing is cut off at the side, and what is wider scrolls in a box of its own.
    private static async Task AssertFitsAsync(Browser browser, string path)
    {
        Assert.Equal(path, (string?)await browser.ValueAsync("location.pathname"));
        Assert.Equal(360, (int?)await browser.ValueAsync("innerWidth"));
        Assert.True((int?)await browser.ValueAsync("document.documentElement.scrollWidth") <= 360, $"{path} is wider: {await WidestAsync(browser)}");
    }

    private static async Task<string?> WidestAsync(Browser browser) => (string?)await browser.ValueAsync(
        "[...document.querySelectorAll('body *')].filter(one => one.getBoundingClientRect().right > 361).map(one => `${one.tagName}.${one.className} ${one.getBoundingClientRect().right}`).slice(0, 8).join(', ')");
}
