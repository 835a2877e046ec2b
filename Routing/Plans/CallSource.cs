using PbxBridge.Routing.Companies;

namespace PbxBridge.Routing.Plans;

/// <summary>Where a call came in. The program has checked the peer (address, digest) before it says so.</summary>
public abstract record CallSource
{
    private CallSource()
    {
    }

    /// <summary>Announcements are wanted there: neither the company nor the operator has switched them off for the trunk (§5.5).</summary>
    internal bool Hears(CompanyDirectory directory) => this switch
    {
        FromPbx pbx => directory.Company(pbx.Company)?.TrunkWith(pbx.Trunk) is not { Announcements: false },
        FromMobileNetwork network => !directory.Settings.QuietTrunks.Contains(network.Trunk),
        _ => true,
    };

    /// <summary>The trunk to the mobile network; its asserted identities are the network's own.</summary>
    public sealed record FromMobileNetwork(string Trunk) : CallSource;

    /// <summary>A PBX trunk of a company.</summary>
    public sealed record FromPbx(string Company, string Trunk) : CallSource;

    /// <summary>A registered softphone user.</summary>
    public sealed record FromSoftphone(string Company, string User) : CallSource;
}
