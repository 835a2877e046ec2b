namespace PbxBridge.Storage.Calls.Details;

/// <summary>Which of the values of <see cref="CallSignals"/> and of its place a blob has of a call. The numbers are stored.</summary>
[Flags]
internal enum SignalFlags
{
    None = 0,
    CallIdIn = 1,
    CallIdOut = 2,
    SessionId = 4,
    Icid = 8,
    Codec = 16,

    /// <summary>It is known whether the sound passed the bridge.</summary>
    Sound = 32,
    Anchored = 64,
    Withheld = 128,
    Diversion = 256,
    Denial = 512,
    Line = 1024,
    Place = 2048,
    Access = 4096,
    Cell = 8192,
    Site = 16384,
    Zone = 32768,
    AreaCode = 65536,
}
