using System.Net;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace PbxBridge.Manager.Tests.Site;

/// <summary>Somebody's browser without the screen: keeps cookies, follows links of the site and sends its forms.</summary>
internal sealed class Browser : IDisposable
{
    private readonly HttpClient _client;

    public Browser(Uri site) => _client = new HttpClient(new SocketsHttpHandler { CookieContainer = Cookies, AllowAutoRedirect = false, UseProxy = false }) { BaseAddress = site };

    public CookieContainer Cookies { get; } = new();

    public HttpClient Client => _client;

    public async Task<Page> LogIn(string name, string password)
    {
        var login = await Get("/login");
        return await login.Submit("form[action='/login']", ("name", name), ("password", password));
    }

    /// <summary>Follows redirects.</summary>
    public Task<Page> Get(string path) => Send(new HttpRequestMessage(HttpMethod.Get, path));

    public Task<Page> Post(string path, IEnumerable<KeyValuePair<string, string>> fields) =>
        Send(new HttpRequestMessage(HttpMethod.Post, path) { Content = new FormUrlEncodedContent(fields) });

    public void Dispose() => _client.Dispose();

    private async Task<Page> Send(HttpRequestMessage request)
    {
        for (var hops = 0; ; hops++)
        {
            using var sent = request;
            var response = await _client.SendAsync(sent);
            if (response.Headers.Location is { } location && hops < 5)
            {
                request = new HttpRequestMessage(HttpMethod.Get, location);
                continue;
            }

            var text = await response.Content.ReadAsStringAsync();
            var document = await new HtmlParser().ParseDocumentAsync(text);
            return new Page(this, response, sent.RequestUri!.IsAbsoluteUri ? sent.RequestUri.PathAndQuery : sent.RequestUri.OriginalString, text, document);
        }
    }
}

/// <summary>What a browser shows.</summary>
/// <param name="Path">Where it has come to, with the query.</param>
internal sealed record Page(Browser Browser, HttpResponseMessage Response, string Path, string Text, IHtmlDocument Document)
{
    public HttpStatusCode Status => Response.StatusCode;

    public string Title => Document.QuerySelector("h1")?.TextContent.Trim() ?? "";

    /// <summary>The text of the page as it is read, blanks made one.</summary>
    public string Shown => Words(Document.QuerySelector("main")?.TextContent ?? "");

    /// <summary>What a person is told of his last act, or what is wrong.</summary>
    public string Told => Words(Document.QuerySelector(".told, .fault")?.TextContent ?? "");

    /// <summary>The cells of a table, row by row.</summary>
    public string[][] Rows(string table = "main table") =>
        [.. (Document.QuerySelector(table) as IHtmlTableElement)!.Bodies.SelectMany(body => body.Rows).Select(row => row.Cells.Select(cell => Words(cell.TextContent)).ToArray())];

    public bool Has(string selector) => Document.QuerySelector(selector) is not null;

    /// <summary>Sends a form as it stands, with some fields filled in; a field that the form has not is a fault of the test. A check box is set with <c>on</c> or its value, cleared with an empty text.</summary>
    public Task<Page> Submit(string form, params (string Name, string Value)[] fields)
    {
        var element = Document.QuerySelector(form) as IHtmlFormElement ?? throw new InvalidOperationException($"No form {form} on {Path}: {Shown}");
        var sent = Standing(element).ToList();
        var named = fields.Select(field => field.Name).ToHashSet();
        foreach (var name in named)
            Assert.True(element.QuerySelector($"[name='{name}']") is not null, $"{form} has no field {name}.");
        sent.RemoveAll(field => named.Contains(field.Key));
        sent.AddRange(fields.Where(field => field.Value.Length > 0 || element.QuerySelector($"[name='{field.Name}']") is not IHtmlInputElement { Type: "checkbox" }).Select(field => KeyValuePair.Create(field.Name, field.Value)));
        var action = element.GetAttribute("action") ?? Path;
        return element.Method == "post" ? Browser.Post(action, sent) : Browser.Get(action + "?" + string.Join('&', sent.Select(field => $"{Uri.EscapeDataString(field.Key)}={Uri.EscapeDataString(field.Value)}")));
    }

    private static IEnumerable<KeyValuePair<string, string>> Standing(IHtmlFormElement form)
    {
        foreach (var field in form.QuerySelectorAll("input, select, textarea"))
        {
            switch (field)
            {
                case { } when field.HasAttribute("disabled"):
                case IHtmlInputElement { Type: "checkbox" or "radio", IsChecked: false }:
                case IHtmlInputElement { Type: "submit" }:
                    break;
                case IHtmlInputElement input:
                    yield return KeyValuePair.Create(input.Name ?? "", input.Value);
                    break;
                case IHtmlSelectElement select:
                    foreach (var option in select.SelectedOptions)
                        yield return KeyValuePair.Create(select.Name ?? "", option.Value);
                    break;
                case IHtmlTextAreaElement area:
                    yield return KeyValuePair.Create(area.Name ?? "", area.Value);
                    break;
            }
        }
    }

    private static string Words(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
