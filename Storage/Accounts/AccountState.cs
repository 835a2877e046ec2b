namespace PbxBridge.Storage.Accounts;

/// <summary>Whether an account takes reservations. Stored by name. Charges of calls that run are taken in every state.</summary>
public enum AccountState
{
    Open,

    /// <summary>By an administrator or the operator.</summary>
    Blocked,
}
