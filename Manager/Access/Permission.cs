namespace PbxBridge.Manager.Access;

/// <summary>What somebody may see or change in the Manager (domain §8). His own settings are beside it: <see cref="PbxBridge.Routing.Logins.OwnSettings"/>.</summary>
public enum Permission
{
    /// <summary>Of an employee: that he is there, with his name, numbers, site and department. Lists show whom one sees so (M7).</summary>
    SeeEmployee,

    /// <summary>Of an employee: his profile and lists, services, personal line, forwards, mailbox, private mode.</summary>
    SeeSettings,

    /// <summary>Of an employee: his limit, its thresholds, where he is told.</summary>
    SeeLimit,

    /// <summary>Of an employee: the Telemonitor, with calls and what they cost.</summary>
    SeeCosts,

    /// <summary>Of an employee: the account that pays his prepaid private calls. He alone (D9).</summary>
    SeePrepaidAccount,

    /// <summary>Of an employee: which profile he has; his allow and deny lists.</summary>
    ChangeProfile,

    /// <summary>Of an employee: services on and off.</summary>
    ChangeServices,

    /// <summary>Of an employee: personal line, forwards, do not disturb, voicemail on and off.</summary>
    ChangePersonalLine,

    /// <summary>Of an employee: no private calls, flagged or prepaid ones.</summary>
    ChangePrivateMode,

    /// <summary>Of an employee: amount of his limit, and what happens when it is used up.</summary>
    ChangeLimit,

    /// <summary>Of an employee: thresholds, and where he is told.</summary>
    ChangeNotice,

    /// <summary>Of the company: its bills and fees.</summary>
    SeeBill,

    /// <summary>Of the company: its calls with the messages of all who took part (X2).</summary>
    SeeCalls,

    /// <summary>Of the company: who changed what.</summary>
    SeeAudit,

    /// <summary>Of the company: who may log in, and what for.</summary>
    SeeLogins,

    /// <summary>Of the company: who may log in, and what for. Owners' logins are for owners (ROLE-3): <see cref="PbxBridge.Manager.Logins.LoginEdits"/>.</summary>
    ManageLogins,

    /// <summary>Of the company: employees come and go; their names and numbers.</summary>
    ManageEmployees,
}
