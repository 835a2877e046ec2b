using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using PbxBridge.Routing.Companies;
using PbxBridge.Routing.Numbering;
using PbxBridge.Routing.PrivateCalls;
using PbxBridge.Sip.Digest;
using PbxBridge.Storage.Accounts;
using PbxBridge.Storage.Companies;

namespace PbxBridge.Hosting;

/// <summary>Between a company's file, its snapshot and its entry in the store.</summary>
internal sealed class CompanyFormat(NumberingData numbering, string realm)
{
    private readonly CompanyFileOptions _options = new()
    {
        Numbering = numbering,
        Realm = realm,
        SecretOf = SecretOf,
        SaltOf = RandomNumberGenerator.GetBytes,
    };

    public CompanyFileReading Read(ReadOnlySpan<byte> json) => CompanyFile.Read(json, _options);

    /// <inheritdoc cref="CompanyFile.ReadStored"/>
    public CompanyFileReading ReadStored(ReadOnlySpan<byte> json) => CompanyFile.ReadStored(json, _options);

    /// <summary>What the store shall keep: digests instead of passwords, every number for PPN-12, every login. A first balance becomes money in an account, and is no longer a part of the
    /// document: exported and imported elsewhere it would be there twice.</summary>
    public static CompanyChange ChangeOf(CompanySnapshot company, string author, string note) => new(
        company.Id, CompanyFile.Write(company with { Employees = [.. company.Employees.Select(Credited)] }), NumbersOf(company), SoftphonesOf(company), author, note)
    {
        Logins = [.. company.Logins.Select(login => login.Name)],
        Credits =
        [
            .. company.Employees.Where(HasStartCredit)
                .Select(employee => new StartCredit(AccountKey.Prepaid(company.Id, employee.AccountOwner), employee.StartBalance ?? default)),
        ],
    };

    /// <summary>The digests of a password, as company data keeps them.</summary>
    public static SoftphoneSecret SecretOf(string user, string realm, string password)
    {
        var secret = DigestSecret.FromPassword(user, realm, password);
        return new(realm, Text(secret.Md5), Text(secret.Sha256), Text(secret.Sha512_256));

        static string Text(byte[]? hex) => hex is null ? "" : Encoding.ASCII.GetString(hex);
    }

    private static bool HasStartCredit(Employee employee) => employee is { PrivateMode: PrivateMode.Prepaid, StartBalance: not null };

    private static Employee Credited(Employee employee) => HasStartCredit(employee) ? employee with { StartBalance = null } : employee;

    private static ImmutableArray<OwnedRange> NumbersOf(CompanySnapshot company)
    {
        var numbers = ImmutableArray.CreateBuilder<OwnedRange>();
        numbers.AddRange(company.PbxRanges.Select(range => new OwnedRange(range.From, range.To, "pbx")));
        numbers.AddRange(company.Employees.Select(employee => new OwnedRange(employee.Mobile, "member")));
        numbers.AddRange(company.Lines.Select(line => new OwnedRange(line.Number, "line")));
        if (company.MainNumber is { } main && !numbers.Any(range => range.First.Value.Length == main.Value.Length
            && string.CompareOrdinal(range.First.Value, main.Value) <= 0 && string.CompareOrdinal(main.Value, range.Last.Value) <= 0))
            numbers.Add(new OwnedRange(main, "main"));
        return numbers.ToImmutable();
    }

    private static ImmutableArray<SoftphoneUser> SoftphonesOf(CompanySnapshot company) =>
        [.. company.Softphones.Select(softphone => new SoftphoneUser(company.Id, softphone.User, softphone.Employee))];
}
