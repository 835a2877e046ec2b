using System.Text.Json;
using PbxBridge.Routing.Companies;
using PbxBridge.Routing.Logins;

namespace PbxBridge.Hosting;

/// <summary>The passwords in the file of the first company that still count: for the banner of a first start.</summary>
internal static class ShippedPasswords
{
    /// <summary>Null: the company is gone, or none of its softphones has the password of the file any more.</summary>
    public static (SoftphoneOwner Owner, string Password)? Softphone(CompanyDirectory directory, string path)
    {
        var (company, softphones) = Read(directory, path, "softphones", "user");
        foreach (var (user, password) in softphones)
        {
            if (company is not null && directory.SoftphoneOf(user, company.Realm) is { } owner && owner.Company == company
                && owner.Softphone.Secret == CompanyFormat.SecretOf(user, company.Realm, password))
                return (owner, password);
        }

        return null;
    }

    /// <summary>Of the first administrator of the company; null: he has another password now.</summary>
    public static (string Name, string Password)? Administrator(CompanyDirectory directory, string path)
    {
        var (company, logins) = Read(directory, path, "logins", "name");
        foreach (var (name, password) in logins)
        {
            // One hash takes some tens of milliseconds: only one is looked at.
            if (company?.Logins.FirstOrDefault(login => login.Name == name) is { Role: LoginRole.Administrator, Enabled: true, Password: { } secret })
                return secret.Matches(password) ? (name, password) : null;
        }

        return null;
    }

    private static (CompanySnapshot? Company, List<(string Name, string Password)> Entries) Read(CompanyDirectory directory, string path, string list, string key)
    {
        try
        {
            using var file = JsonDocument.Parse(File.ReadAllText(path));
            var entries = new List<(string, string)>();
            if (!file.RootElement.TryGetProperty("id", out var id) || !file.RootElement.TryGetProperty(list, out var items))
                return (null, entries);
            foreach (var item in items.EnumerateArray())
            {
                if (item.TryGetProperty(key, out var name) && item.TryGetProperty("password", out var secret) && name.GetString() is { } text && secret.GetString() is { } password)
                    entries.Add((text, password));
            }

            return (directory.Company(id.GetString() ?? ""), entries);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or JsonException)
        {
            // The file is only for a first start; the bridge runs without it.
            return (null, []);
        }
    }
}
