using System.Collections.Immutable;
using PbxBridge.Charging.Cycles;
using PbxBridge.Charging.Fees;
using PbxBridge.Hosting;
using PbxBridge.Routing.Companies;
using PbxBridge.Routing.Terms;
using PbxBridge.Storage;

namespace PbxBridge.Fees;

/// <summary>What is given back to whoever takes back the company's last change in time, with <c>Operator:RefundsRevertedChanges</c> (FEE-2).</summary>
internal static class RevertedFees
{
    /// <summary>Empty: nothing is taken back, it is too late, somebody else made the change, or that one cost nothing.</summary>
    /// <param name="after">Before limits get new versions.</param>
    public static ImmutableArray<FeeEntry> Of(Store store, CompanyDirectory directory, CompanyFormat format, CompanySnapshot after, ChangeOrder order)
    {
        if (!order.RefundsReverted || store.Companies.History(after.Id) is not [var last, var former, ..] || last.Author != order.Author)
            return [];
        var prefix = $"r{last.Revision}/";
        var fees = store.Fees.InCycle(after.Id, after.Cycles.At(last.SavedAt).Start).Where(fee => fee.Entry.Key.StartsWith(prefix, StringComparison.Ordinal)).ToList();
        if (fees.Count == 0 || store.Companies.Load(after.Id, former.Revision) is not { } document || format.ReadStored(document.Json.Span).Company is not { } before
            || !CompanyOperations.Between(before, after, directory.Numbering, WarsawTime.Day(order.At)).IsEmpty)
        {
            return [];
        }
        return [.. fees.Select(fee => fee.Entry.Reverted(last.Author, last.SavedAt, order.Author, order.At)).OfType<FeeEntry>()];
    }
}
