using PbxBridge.Routing.Numbering;

namespace PbxBridge.Storage.Companies;

/// <summary>A softphone account: its digest user name and whose it is. The password stays in the company's document.</summary>
public sealed record SoftphoneUser(string Company, string Name, PhoneNumber Number);
