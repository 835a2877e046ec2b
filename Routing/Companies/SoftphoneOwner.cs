using PbxBridge.Routing.Logins;

namespace PbxBridge.Routing.Companies;

/// <summary>A registered user's person and company.</summary>
public readonly record struct SoftphoneOwner(CompanySnapshot Company, Employee Employee, Softphone Softphone);

/// <summary>A PBX trunk and its company.</summary>
public readonly record struct TrunkOwner(CompanySnapshot Company, PbxTrunk Trunk);

/// <summary>A login and its company.</summary>
public readonly record struct LoginOwner(CompanySnapshot Company, Login Login);
