using System.Collections.Immutable;
using PbxBridge.Calls;
using PbxBridge.Charging.Amounts;
using PbxBridge.Charging.Quotas;
using PbxBridge.Storage.Accounts;
using PbxBridge.Storage.Calls;
using PbxBridge.Storage.Charges;
using PbxBridge.Storage.Limits;
using PbxBridge.Storage.Quotas;
using Kind = PbxBridge.Charging.Quotas.AccountKind;

namespace PbxBridge.Charges;

/// <summary>What a bill needs of the store while its leg runs.</summary>
internal static class Reservation
{
    /// <param name="session">Unique.</param>
    /// <returns>With the record that is written if this node dies.</returns>
    public static (CallQuota Quota, byte[] Draft) Of(ChargeDesk desk, Call call, LegBill bill, string session, IQuotaUser user)
    {
        var (now, directory) = (bill.AnsweredAt ?? call.WallClock, desk.Directory);
        var payers = ImmutableArray.CreateBuilder<QuotaPayer>();
        var kinds = ImmutableArray.CreateBuilder<Kind>();
        foreach (var use in bill.Accounts)
        {
            if (!use.Online || bill.Row is not { } row || directory.Company(use.Company) is not { } company)
                continue;
            var cycle = company.Cycles.At(now);
            var key = QuoteAccounts.Key(use, cycle.Start);
            var most = use.Kind == Kind.PrivatePrepaid ? QuotaRules.Standard.MostPrivateCalls : int.MaxValue;
            payers.Add(new QuotaPayer(key, row.Tariff, use.Kind.Basis(), row.Item.ToString(), most, QuoteAccounts.Watch(directory, use, cycle, now)));
            kinds.Add(use.Kind);
        }
        var quota = new CallQuota(desk.Quotas, desk.Accounts, desk.Loop, user, session, payers.ToImmutable(), kinds.ToImmutable());
        return (quota, CallDraft.Write(call.Journal.Draft() with { Billing = bill.Billing }, bill.Draft(now)));
    }

    /// <summary>Sets what the accounts may use; to be done where the store is asked.</summary>
    /// <param name="at">Now.</param>
    public static Action AllowancesOf(ChargeDesk desk, LegBill bill, DateTimeOffset at)
    {
        List<(AccountKey, Money)> allowances = [];
        foreach (var use in bill.Accounts)
        {
            if (use.Online && QuoteAccounts.Allowance(desk.Directory, use) is { } amount && desk.Directory.Company(use.Company) is { } company)
                allowances.Add((QuoteAccounts.Key(use, company.Cycles.At(bill.AnsweredAt ?? at).Start), amount));
        }
        return () => desk.Allow(allowances);
    }

    /// <summary>The employee's limit that the leg counts for, as it is now; null: none.</summary>
    /// <param name="at">Now.</param>
    public static LimitTerms? WatchOf(ChargeDesk desk, LegBill bill, DateTimeOffset at)
    {
        var began = bill.AnsweredAt ?? at;
        foreach (var use in bill.Accounts)
        {
            if (desk.Directory.Company(use.Company) is { } company && QuoteAccounts.Watch(desk.Directory, use, company.Cycles.At(began), began) is { } terms)
                return terms;
        }
        return null;
    }
}
