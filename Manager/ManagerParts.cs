using PbxBridge.Charging.Vouchers;
using PbxBridge.Manager.Companies;
using PbxBridge.Routing.Companies;
using PbxBridge.Storage;

namespace PbxBridge.Manager;

/// <summary>What the Manager is made of; the program around it gives it.</summary>
public sealed record ManagerParts(IManagedCompanies Companies, Store Store, TimeProvider Time)
{
    /// <summary>User, realm, password → what a softphone's password is kept as.</summary>
    public required Func<string, string, string, SoftphoneSecret> SoftphoneSecretOf { get; init; }

    /// <summary>Of the vouchers; null: there are none.</summary>
    public VoucherPepper? Vouchers { get; init; }

    /// <summary>Told when an account was credited, so that its owner may call at once. Any thread.</summary>
    public Action Credited { get; init; } = () => { };
}
