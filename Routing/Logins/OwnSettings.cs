namespace PbxBridge.Routing.Logins;

/// <summary>What an employee with login may edit of his own, unless an administrator locks it (D14).</summary>
[Flags]
public enum OwnSettings
{
    None = 0,
    PersonalLine = 1,

    /// <summary>By which channel he is told of his limit, and where.</summary>
    Notice = 2,

    /// <summary>Greeting and PIN of his mailbox.</summary>
    Voicemail = 4,

    /// <summary>Top-up of his own prepaid account.</summary>
    TopUp = 8,

    SoftphonePassword = 16,

    All = PersonalLine | Notice | Voicemail | TopUp | SoftphonePassword,
}
