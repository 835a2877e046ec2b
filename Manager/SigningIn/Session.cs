using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Net.Http.Headers;

namespace PbxBridge.Manager.SigningIn;

/// <summary>The time between logging in and out in one browser. Each has a key of its own: whoever knows that of another one, of before the login or before the password was changed, has nothing.</summary>
internal static class Session
{
    public const string Cookie = "pbxbridge";

    /// <summary>Ends the one that there is, and begins another under a new key.</summary>
    /// <param name="ticket">From <see cref="Ticket"/>.</param>
    public static async Task BeginAsync(HttpContext context, ClaimsPrincipal ticket)
    {
        await EndAsync(context).ConfigureAwait(false);
        // The handler of cookies keeps the key that it has read from the request: a new one must find none there.
        var others = context.Request.Headers.Cookie.SelectMany(line => CookieHeaderValue.TryParseList([line ?? ""], out var cookies) ? cookies : [])
            .Where(cookie => !cookie.Name.StartsWith(Cookie, StringComparison.Ordinal) || cookie.Name.Value is { } name && name.Length > Cookie.Length && name[Cookie.Length] == '_');
        context.Request.Headers.Cookie = string.Join("; ", others.Select(cookie => cookie.ToString()));
        var scope = context.RequestServices.CreateAsyncScope();
        await using (scope.ConfigureAwait(false))
            await scope.ServiceProvider.GetRequiredService<IAuthenticationService>().SignInAsync(context, Ticket.Scheme, ticket, null).ConfigureAwait(false);
    }

    /// <summary>Nothing happens when there is none.</summary>
    public static Task EndAsync(HttpContext context) => context.SignOutAsync(Ticket.Scheme);
}
