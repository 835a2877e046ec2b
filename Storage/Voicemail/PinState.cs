namespace PbxBridge.Storage.Voicemail;

/// <summary>Where a mailbox stands with wrong PINs.</summary>
/// <param name="Failures">Wrong PINs within the last 24 hours and since the last right one.</param>
/// <param name="Locked">No PIN is accepted until an administrator resets it.</param>
public readonly record struct PinState(int Failures, bool Locked);
