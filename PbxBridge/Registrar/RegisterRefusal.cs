namespace PbxBridge.Registrar;

/// <summary>Why a REGISTER is not done.</summary>
/// <param name="Phrase">The reason in words; empty for the standard phrase.</param>
internal readonly record struct RegisterRefusal(int Status, string Phrase);
