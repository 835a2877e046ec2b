namespace PbxBridge.Routing.Logins;

/// <summary>As what somebody logs in (domain §8). Delegated roles are beside it: <see cref="Login.Services"/>, <see cref="Login.Billing"/>.</summary>
public enum LoginRole
{
    /// <summary>An employee, who sees and edits what is his own (USR).</summary>
    User,

    /// <summary>Runs the company's network (ADM).</summary>
    Administrator,

    /// <summary>Owner of the company, or whom he authorised (OWN). No administrator can change his login (ROLE-3).</summary>
    Owner,
}
