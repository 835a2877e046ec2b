using System.Text.Encodings.Web;
using System.Text.Unicode;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using PbxBridge.Manager.Calls;
using PbxBridge.Manager.Companies;
using PbxBridge.Manager.Employees;
using PbxBridge.Manager.Logins;
using PbxBridge.Manager.Own;
using PbxBridge.Manager.Pages;
using PbxBridge.Manager.SigningIn;
using PbxBridge.Manager.Support;
using PbxBridge.Manager.Telemonitor;
using PbxBridge.Storage;

namespace PbxBridge.Manager;

/// <summary>The web pages where companies run their network.</summary>
public static class ManagerSite
{
    private static readonly TimeSpan Idle = TimeSpan.FromHours(1);

    public static void Add(IServiceCollection services, ManagerParts parts)
    {
        var (companies, store, time) = parts;
        services.AddSingleton(parts).AddSingleton(companies).AddSingleton(store).AddSingleton(time).AddSingleton<LoginDoor>().AddSingleton<SeenParts>().AddSingleton<Changes>().AddSingleton<SearchTurn>();
        services.AddRazorComponents();
        services.AddDataProtection().SetApplicationName("pbxbridge");
        services.Configure<KeyManagementOptions>(keys =>
        {
            keys.XmlRepository = new StoredKeys(store.WebKeys);
            // They lie where the other secrets of the bridge do, in a file that only its owner may read.
            keys.XmlEncryptor = new NullXmlEncryptor();
        });
        // Polish letters as they are: a third less to send.
        services.AddSingleton(HtmlEncoder.Create(UnicodeRanges.BasicLatin, UnicodeRanges.Latin1Supplement, UnicodeRanges.LatinExtendedA, UnicodeRanges.GeneralPunctuation));
        services.AddAntiforgery(forms =>
        {
            (forms.Cookie.Name, forms.FormFieldName) = ("pbxbridge_form", "_form");
            forms.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        });
        // A choice of employees is a field for each.
        services.Configure<FormOptions>(forms => forms.ValueCountLimit = 30_000);
        services.AddAuthentication(Ticket.Scheme).AddCookie(Ticket.Scheme, cookie =>
        {
            cookie.Cookie.Name = Session.Cookie;
            cookie.Cookie.SameSite = SameSiteMode.Lax;
            (cookie.ExpireTimeSpan, cookie.SlidingExpiration) = (Idle, true);
            cookie.SessionStore = new StoredTickets(store.SignIns, time);
            cookie.TimeProvider = time;
        });
    }

    public static void Map(WebApplication site)
    {
        site.UseExceptionHandler(new ExceptionHandlerOptions
        {
            ExceptionHandler = context => Requests.Failed(context),
        });
        site.UseAuthentication();
        SiteFiles.Map(site);
        var all = site.MapGroup("").AddEndpointFilter(Requests.Admit);
        SignInPages.Map(all);
        var known = all.MapGroup("").AddEndpointFilter(Requests.OnlyKnown);
        known.MapGet("/", (HttpContext context) => Results.Redirect(context.Visit().Support is null ? "/telemonitor" : SupportPages.List));
        PasswordPages.Map(known);
        SupportPages.Map(known.MapGroup("").AddEndpointFilter(Requests.OnlySupport));
        var inside = known.MapGroup("").AddEndpointFilter(Requests.OnlyVisitors);
        TelemonitorPages.Map(inside);
        CallPages.Map(inside);
        EmployeePages.Map(inside);
        OwnPages.Map(inside);
        LoginPages.Map(inside);
        all.MapFallback((HttpContext context) => Requests.Refused(context.Visit(), StatusCodes.Status404NotFound));
    }
}
