using PbxBridge.Charging.Amounts;
using PbxBridge.Configuration;
using PbxBridge.Hosting;
using PbxBridge.Routing.Companies;
using PbxBridge.Storage;
using PbxBridge.Storage.Accounts;

namespace PbxBridge.Commands;

/// <summary>Prepaid accounts of a company that no employee has: of who is gone, and of numbers that had nobody when accounts began to follow people (docs/decisions/0039). What an employee has is his own business.</summary>
internal static class AccountsCommand
{
    public static int Run(CommandLine line, BridgeSettings settings, Store store, ProcessEdge edge)
    {
        var words = Words.Of(line);
        CompaniesAt.Open(store, settings.Operator, edge, first: false, out var directory);
        var company = KnownCompany.Of(line.Operand ?? "", directory, words);
        var left = Left(company, store);
        foreach (var account in left)
            edge.Out.WriteLine($"{account.Key.Owner,-40} {Shown(account.Balance, words),12}{KindOf(account, words)}");
        edge.Out.WriteLine(left.Count == 0
            ? words.Of($"{company.Name}: każde konto przedpłacone ma swojego pracownika.", $"{company.Name}: every prepaid account has its employee.")
            : words.Of($"{company.Name}: konta, których nie ma żaden pracownik: {left.Count}, razem {Shown(Sum(left), words)}.", $"{company.Name}: {left.Count} accounts that no employee has, {Shown(Sum(left), words)} in all."));
        return 0;
    }

    private static List<Account> Left(CompanySnapshot company, Store store)
    {
        var owners = company.Employees.Select(employee => employee.AccountOwner).ToHashSet(StringComparer.Ordinal);
        return [.. store.Accounts.Prepaid(company.Id).Where(account => !owners.Contains(account.Key.Owner))];
    }

    private static Money Sum(List<Account> accounts) => Money.Sum(accounts.Select(account => account.Balance));

    private static string KindOf(Account account, Words words) =>
        account.Key.Owner.StartsWith('+') ? words.Of("  numer, z wersji sprzed kont osób", "  a number, of before accounts followed people") : "";

    private static string Shown(Money amount, Words words) => words.Of(amount.Shown().Polish, amount.Shown().English);
}
