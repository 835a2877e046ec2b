using System.Globalization;
using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using PbxBridge.Charging.Cycles;
using PbxBridge.Manager.Access;
using PbxBridge.Routing.Companies;
using PbxBridge.Routing.Logins;
using PbxBridge.Storage.Web;

namespace PbxBridge.Manager.SigningIn;

/// <summary>What the cookie of somebody who is logged in stands for. Rights are not in it: they are those of the company's data at each request, so that a right, a login or a
/// password that is taken away is gone at once (M3).</summary>
internal static class Ticket
{
    public const string Scheme = "manager";

    /// <summary>However busy somebody is, he logs in again after it.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromHours(12);

    private const string CompanyClaim = "company", LoginClaim = "login", PasswordClaim = "password", BeganClaim = "began";

    public static ClaimsPrincipal Of(CompanySnapshot company, Login login, DateTimeOffset now) => Of(company.Id, login.Name, login.Password, now);

    public static ClaimsPrincipal Of(SupportLogin login, DateTimeOffset now) => Of(SupportLogin.NoCompany, login.Name, login.Password, now);

    private static ClaimsPrincipal Of(string company, string login, SecretHash? password, DateTimeOffset now) => new(new ClaimsIdentity(
        [
            new(ClaimTypes.NameIdentifier, $"{company}/{login}"),
            new(CompanyClaim, company),
            new(LoginClaim, login),
            new(PasswordClaim, Mark(password)),
            new(BeganClaim, now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)),
        ],
        Scheme));

    /// <summary>Company and name; of support staff <see cref="SupportLogin.NoCompany"/>.</summary>
    public static (string Company, string Login) OwnerOf(ClaimsPrincipal principal) => (principal.FindFirstValue(CompanyClaim) ?? "", principal.FindFirstValue(LoginClaim) ?? "");

    /// <summary>Null: it is of nobody of a company; or the login is gone, switched off or has another password now, or the ticket is too old.</summary>
    public static Visitor? Read(ClaimsPrincipal principal, CompanyDirectory directory, string source, DateTimeOffset now)
    {
        if (principal.FindFirstValue(CompanyClaim) is not { } company || principal.FindFirstValue(LoginClaim) is not { } name || !IsYoung(principal, now))
            return null;
        return directory.LoginNamed(name) is { Login: { Enabled: true, Password: not null } login } found && found.Company.Id == company && principal.FindFirstValue(PasswordClaim) == Mark(login.Password)
            ? new(found.Company, login, source, WarsawTime.Day(now))
            : null;
    }

    /// <summary>Null: it is of nobody of support; or the login is gone or has another password now, or the ticket is too old.</summary>
    public static SupportVisitor? ReadSupport(ClaimsPrincipal principal, SupportStore logins, string source, DateTimeOffset now)
    {
        if (principal.FindFirstValue(CompanyClaim) != SupportLogin.NoCompany || principal.FindFirstValue(LoginClaim) is not { } name || !IsYoung(principal, now))
            return null;
        return logins.Find(name) is { } login && principal.FindFirstValue(PasswordClaim) == Mark(login.Password) ? new(login, source) : null;
    }

    /// <summary>The same visitor a moment later. Null: he may be logged in no more.</summary>
    public static Visitor? Refresh(Visitor visitor, CompanyDirectory directory) =>
        directory.LoginNamed(visitor.Login.Name) is { Login: { Enabled: true } login } found && found.Company.Id == visitor.Company.Id && Mark(login.Password) == Mark(visitor.Login.Password)
            ? visitor with { Company = found.Company, Login = login }
            : null;

    private static bool IsYoung(ClaimsPrincipal principal, DateTimeOffset now) =>
        long.TryParse(principal.FindFirstValue(BeganClaim), NumberStyles.None, CultureInfo.InvariantCulture, out var began) && now - DateTimeOffset.FromUnixTimeSeconds(began) < Longest;

    // Another for every password that is set, as each has a salt of its own.
    private static string Mark(SecretHash? password) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(password?.Text ?? "")))[..16];
}
