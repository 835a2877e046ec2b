namespace PbxBridge.Routing.Companies;

/// <summary>How a PBX says where it is (domain §3.1).</summary>
public enum TrunkRegistration
{
    /// <summary>It does not: its addresses stand in its data.</summary>
    None,

    /// <summary>One REGISTER for all its numbers (RFC 6140).</summary>
    Gin,

    /// <summary>It registers like a phone, and gets all its numbers there (TRK-5): the contact as it is, the number in To and P-Called-Party-ID.</summary>
    Pilot,
}
