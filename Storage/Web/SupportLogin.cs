using PbxBridge.Routing.Companies;

namespace PbxBridge.Storage.Web;

/// <summary>Somebody of the operator's support staff who may log in to the Manager. He belongs to no company.</summary>
public sealed record SupportLogin
{
    /// <summary>In the place of a company's id, which is never empty: where logins of companies and of support stand together.</summary>
    public const string NoCompany = "";

    /// <summary>What is typed at the login page, in the form of a company's login, and no login of any company.</summary>
    public required string Name { get; init; }

    /// <summary>For people; null: there is only the login.</summary>
    public string? FullName { get; init; }

    public required SecretHash Password { get; init; }

    /// <summary>Somebody else knows the password: nothing but choosing another is possible with it.</summary>
    public bool MustChangePassword { get; init; }

    /// <summary>For pages and lists.</summary>
    public string ShownName => FullName ?? Name;
}
