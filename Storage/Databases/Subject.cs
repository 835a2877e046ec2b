namespace PbxBridge.Storage.Databases;

/// <summary>What a transaction has to itself. The numbers are keys of locks that all nodes share: never changed.</summary>
internal enum Subject
{
    Schema = 1,
    Secrets = 2,
    Companies = 3,
    Voicemail = 4,
    Retention = 5,
    Export = 6,
    Vouchers = 7,
}
