using PbxBridge.Charging.Amounts;
using PbxBridge.Configuration;
using PbxBridge.Hosting;
using PbxBridge.Routing.Companies;
using PbxBridge.Storage;
using PbxBridge.Storage.Accounts;
using PbxBridge.Storage.Audit;

namespace PbxBridge.Commands;

/// <summary>Prepaid accounts of a company that no employee has: of who is gone, and of numbers that had nobody when accounts began to follow people (docs/decisions/0039). What an employee has is his own business.</summary>
internal static class AccountsCommand
{
    public static int Run(CommandLine line, BridgeSettings settings, Store store, ProcessEdge edge)
    {
        var words = Words.Of(line);
        CompaniesAt.Open(store, settings.Operator, edge, first: false, out var directory);
        var company = KnownCompany.Of(line.Operand ?? "", directory, words);
        if (line.Option("give") is not null || line.Option("to") is not null)
            Give(line, company, store, words, edge);
        var left = Left(company, store);
        foreach (var account in left)
            edge.Out.WriteLine($"{account.Key.Owner,-40} {Shown(account.Balance, words),12}{KindOf(account, words)}");
        edge.Out.WriteLine(left.Count == 0
            ? words.Of($"{company.Name}: każde konto przedpłacone ma swojego pracownika.", $"{company.Name}: every prepaid account has its employee.")
            : words.Of($"{company.Name}: konta, których nie ma żaden pracownik: {left.Count}, razem {Shown(Sum(left), words)}.", $"{company.Name}: {left.Count} accounts that no employee has, {Shown(Sum(left), words)} in all."));
        return 0;
    }

    private static void Give(CommandLine line, CompanySnapshot company, Store store, Words words, ProcessEdge edge)
    {
        if (line.Option("give") is not { } owner || line.Option("to") is not { } who)
            throw new SettingsException([words.Of("accounts wymaga obu: --give KONTO --to PRACOWNIK.", "accounts needs both: --give ACCOUNT --to EMPLOYEE.")]);
        var employee = KnownCompany.EmployeeOf(company, who, words);
        if (Left(company, store).Find(account => account.Key.Owner == owner) is not { } left)
            throw new StartException(words.Of($"Firma {company.Id} nie ma konta '{owner}', którego nie ma żaden pracownik.", $"The company {company.Id} has no account '{owner}' that no employee has."));
        // Of no company: what an employee has of his own is not his administrator's business.
        var given = store.Accounts.Give(left.Key, AccountKey.Prepaid(company.Id, employee.AccountOwner), edge.Time.GetUtcNow(), amount => new AuditEntry(
            null, CommandActor.Of(AuditRole.Operator), "accounts give", [new($"account {owner} of {company.Id}", amount.Shown().English, $"given to {employee.Id}")]));
        edge.Out.WriteLine(words.Of($"Z konta {owner} na konto pracownika {employee.Id}: {Shown(given, words)}.", $"From the account {owner} to that of {employee.Id}: {Shown(given, words)}."));
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
