using Microsoft.AspNetCore.Http;
using PbxBridge.Charging.Amounts;
using PbxBridge.Manager.Access;
using PbxBridge.Routing.Companies;
using PbxBridge.Routing.Plans;

namespace PbxBridge.Manager.Pages;

/// <summary>One request as a page needs it: who looks, and in which language.</summary>
/// <param name="Visitor">Null: nobody of a company is logged in.</param>
/// <param name="Path">Of the page, without its query: the place in the menu.</param>
/// <param name="Address">With its query, for the way back to it.</param>
public sealed record Visit(Visitor? Visitor, Language Language, string Path, string Address)
{
    private const string LanguageCookie = "pbxbridge_language";

    /// <summary>Null: nobody of the operator's support staff is logged in. One who is, is no <see cref="Visitor"/>.</summary>
    public SupportVisitor? Support { get; init; }

    /// <summary>Somebody is logged in.</summary>
    public bool IsKnown => Visitor is not null || Support is not null;

    /// <summary>He may do nothing but choose another password.</summary>
    public bool MustChangePassword => Visitor is { Login.MustChangePassword: true } || Support is { Login.MustChangePassword: true };

    /// <summary>Of his login; empty: nobody is logged in.</summary>
    public string LoginName => Visitor?.Login.Name ?? Support?.Login.Name ?? "";

    public bool IsPolish => Language == Language.Polish;

    public string T(string polish, string english) => IsPolish ? polish : english;

    public string T(Sentence sentence) => T(sentence.Polish, sentence.English);

    public string T(Wording wording) => T(wording.Polish, wording.English);

    /// <summary>To whole grosze.</summary>
    public string T(Money money) => T(money.Shown());

    /// <summary>The language that was chosen before, else that of the company, else the one that the browser prefers, else Polish.</summary>
    public static Visit Of(HttpContext context, Visitor? visitor)
    {
        var request = context.Request;
        return new(visitor, Chosen(request) ?? visitor?.Company.Language ?? Preferred(request), request.Path, $"{request.Path}{request.QueryString}");
    }

    /// <summary>Keeps it for a year.</summary>
    public static void Choose(HttpContext context, Language language) => context.Response.Cookies.Append(
        LanguageCookie, language == Language.English ? "en" : "pl",
        new CookieOptions { MaxAge = TimeSpan.FromDays(365), SameSite = SameSiteMode.Lax, HttpOnly = true, Secure = context.Request.IsHttps, IsEssential = true });

    private static Language? Chosen(HttpRequest request) => request.Cookies[LanguageCookie] switch
    {
        "pl" => Language.Polish,
        "en" => Language.English,
        _ => null,
    };

    private static Language Preferred(HttpRequest request)
    {
        foreach (var accepted in request.GetTypedHeaders().AcceptLanguage.OrderByDescending(one => one.Quality ?? 1))
        {
            var name = accepted.Value.AsSpan();
            if (name.StartsWith("pl", StringComparison.OrdinalIgnoreCase))
                return Language.Polish;
            if (name.StartsWith("en", StringComparison.OrdinalIgnoreCase))
                return Language.English;
        }

        return Language.Polish;
    }
}
