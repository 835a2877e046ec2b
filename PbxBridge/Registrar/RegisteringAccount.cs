using PbxBridge.Routing.Companies;

namespace PbxBridge.Registrar;

/// <summary>Who registers: a softphone, or a PBX for all its numbers.</summary>
/// <param name="Company">Id of the company.</param>
/// <param name="Name">User of a softphone; of a PBX what no user can be called.</param>
/// <param name="Trunk">Id of the PBX's trunk; null for a softphone.</param>
internal readonly record struct RegisteringAccount(string Company, string Name, SoftphoneSecret Secret, string? Trunk = null)
{
    public static RegisteringAccount Of(in SoftphoneOwner owner) => new(owner.Company.Id, owner.Softphone.User, owner.Softphone.Secret);

    public static RegisteringAccount Of(in TrunkOwner owner, TrunkCredentials credentials) => new(owner.Company.Id, NameOf(owner.Trunk.Id), credentials.Secret, owner.Trunk.Id);

    /// <summary>A blank is in no user name.</summary>
    public static string NameOf(string trunk) => "trunk " + trunk;
}
