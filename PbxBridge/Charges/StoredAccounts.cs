using System.Collections.Immutable;
using PbxBridge.Routing.Companies;
using PbxBridge.Storage;
using PbxBridge.Storage.Accounts;

namespace PbxBridge.Charges;

/// <summary>Reads what <see cref="LiveAccounts"/> keeps. Any thread but the signalling loop.</summary>
internal static class StoredAccounts
{
    /// <summary>Of every company in its billing cycle, and every prepaid account.</summary>
    public static ImmutableArray<Account> Read(Store store, CompanyDirectory directory, DateTimeOffset now) =>
        [.. directory.Companies.SelectMany(company => store.Accounts.InCycle(company.Id, company.Cycles.At(now).Start)), .. store.Accounts.Prepaid()];
}
