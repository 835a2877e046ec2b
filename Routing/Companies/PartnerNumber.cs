using PbxBridge.Routing.Numbering;

namespace PbxBridge.Routing.Companies;

/// <summary>A number outside the network that the company treats as its own (numer partnerski).</summary>
/// <param name="Number">E.164.</param>
/// <param name="Short">Short number; null when it has none (PPN-10).</param>
/// <param name="PbxMain">The main number of the company's own PBX (N7): for large companies only (N10), unlike a contractor's number (D11).</param>
public sealed record PartnerNumber(PhoneNumber Number, string Name, string? Short = null, bool PbxMain = false);
