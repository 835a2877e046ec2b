using PbxBridge.Routing.Numbering;

namespace PbxBridge.Routing.Companies;

/// <summary>Where calls to PBX numbers go while no address of the PBX answers (TRK-8).</summary>
/// <param name="Line">The company line for <see cref="PbxDownTo.Line"/>; with the others the one for numbers that are nobody's desk, or null: those are refused.</param>
public sealed record PbxDown(PbxDownTo To, PhoneNumber? Line = null)
{
    public static readonly PbxDown Refuse = new(PbxDownTo.Refuse);
}

/// <summary>The choices of <see cref="PbxDown"/>.</summary>
public enum PbxDownTo
{
    /// <summary>480 with Q.850 cause 38, after the PBX was tried all the same.</summary>
    Refuse,

    /// <summary>The mobile of the employee whose desk it is.</summary>
    Mobile,

    /// <summary>His mailbox.</summary>
    Voicemail,

    Line,
}
