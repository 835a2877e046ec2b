using PbxBridge.Routing.Companies;

namespace PbxBridge.Registrar;

/// <summary>A softphone user who has bindings.</summary>
/// <remarks>Loop thread only; changed by <see cref="BindingTable"/> alone.</remarks>
internal sealed class RegisteredUser(string company, string name)
{
    /// <summary>Id of the company.</summary>
    public string Company { get; } = company;

    public string Name { get; } = name;

    /// <summary>Id of the trunk of a PBX that registers; null for a softphone.</summary>
    public string? Trunk { get; init; }

    /// <summary>As of the last registration: a new password ends the bindings made with the old one.</summary>
    public SoftphoneSecret? Secret { get; set; }

    /// <summary>Newest last; replaced whole, never changed.</summary>
    public Binding[] Bindings { get; set; } = [];
}
