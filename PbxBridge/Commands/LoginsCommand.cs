using PbxBridge.Charging.Cycles;
using PbxBridge.Configuration;
using PbxBridge.Hosting;
using PbxBridge.Manager.Logins;
using PbxBridge.Routing.Companies;
using PbxBridge.Routing.Logins;
using PbxBridge.Storage;
using PbxBridge.Storage.Audit;

namespace PbxBridge.Commands;

/// <summary>Who may log in to the Manager of a company; <c>--set-password</c> is the way back in when nobody can.</summary>
internal static class LoginsCommand
{
    public static int Run(CommandLine line, BridgeSettings settings, Store store, ProcessEdge edge)
    {
        var words = Words.Of(line);
        var catalogue = CompaniesAt.Open(store, settings.Operator, edge, first: false, out var directory);
        var company = KnownCompany.Of(line.Operand ?? "", directory, words);
        if (line.Option("set-password") is { } name)
            return SetPassword(LoginOf(company, name, words), line, words, store, directory, catalogue.Format, edge);
        if (company.Logins.IsEmpty)
            edge.Out.WriteLine(words.Of("Nikt nie może zalogować się do Menedżera.", "Nobody may log in to the Manager."));
        var text = new LoginText(company, words, WarsawTime.Day(edge.Time.GetUtcNow()), store.SignIns.LastSeen(company.Id));
        foreach (var row in company.Logins.SelectMany(text.Of))
            edge.Out.WriteLine(row);
        return 0;
    }

    private static int SetPassword(LoginOwner owner, CommandLine line, Words words, Store store, CompanyDirectory directory, CompanyFormat format, ProcessEdge edge)
    {
        var (company, login) = owner;
        var first = FirstPassword.For(login.Name);
        var next = company with { Logins = company.Logins.Replace(login, login with { Password = first.Hash(), MustChangePassword = true }) };
        var order = new ChangeOrder(CommandActor.Of(AuditRole.Operator), $"logins --set-password {login.Name}", edge.Time.GetUtcNow());
        // As a file: what the rules of files refuse is refused here, too.
        var outcome = CompanyImport.Run(store, directory, format, CompanyFile.Write(next), order);
        if (outcome.Company is not null)
        {
            var ended = store.SignIns.RemoveOf(company.Id, login.Name);
            OneTimePassword.Tell(first, ended, words, edge);
            if (!login.Enabled)
                edge.Out.WriteLine(words.Of("Ten login jest wyłączony i taki zostaje.", "This login is switched off, and stays so."));
        }

        return ChangeReport.Write(outcome, line, words, company.Id, edge);
    }

    private static LoginOwner LoginOf(CompanySnapshot company, string name, Words words)
    {
        foreach (var login in company.Logins)
        {
            if (login.Name == name.ToLowerInvariant())
                return new(company, login);
        }

        var known = string.Join(", ", company.Logins.Select(login => login.Name).Take(20));
        throw new StartException(known.Length == 0
            ? words.Of($"Firma {company.Id} nie ma loginów.", $"The company {company.Id} has no logins.")
            : words.Of($"Firma {company.Id} nie ma loginu '{name}'; są: {known}.", $"The company {company.Id} has no login '{name}'; there are: {known}."));
    }
}
