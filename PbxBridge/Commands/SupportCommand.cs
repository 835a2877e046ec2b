using System.Collections.Immutable;
using System.Globalization;
using PbxBridge.Charging.Cycles;
using PbxBridge.Configuration;
using PbxBridge.Hosting;
using PbxBridge.Manager.Logins;
using PbxBridge.Routing.Logins;
using PbxBridge.Storage;
using PbxBridge.Storage.Audit;
using PbxBridge.Storage.Web;

namespace PbxBridge.Commands;

/// <summary>Who of the operator's support staff may log in to the Manager and see the calls of all companies. There is nobody until one is added here.</summary>
internal static class SupportCommand
{
    private const int Column = 18, LongestFullName = 100;

    public static int Run(CommandLine line, Store store, ProcessEdge edge)
    {
        var words = Words.Of(line);
        var asked = new[] { "add", "set-password", "remove" }.Where(line.Has).ToList();
        if (asked.Count > 1)
            throw new SettingsException([words.Of($"Albo --{asked[0]}, albo --{asked[1]}.", $"Either --{asked[0]} or --{asked[1]}.")]);
        if (line.Has("full-name") && !line.Has("add"))
            throw new SettingsException([words.Of("--full-name podaje się z --add.", "--full-name goes with --add.")]);
        return asked switch
        {
            ["add"] => Add(line.Option("add") ?? "", line.Option("full-name"), words, store, edge),
            ["set-password"] => SetPassword(line.Option("set-password") ?? "", words, store, edge),
            ["remove"] => Remove(line.Option("remove") ?? "", words, store, edge),
            _ => List(words, store, edge),
        };
    }

    private static int List(Words words, Store store, ProcessEdge edge)
    {
        var (logins, seen) = (store.Support.All(), store.SignIns.LastSeen(SupportLogin.NoCompany));
        if (logins.Count == 0)
            edge.Out.WriteLine(words.Of("Nikt ze wsparcia nie może zalogować się do Menedżera; login dodaje --add NAZWA.", "Nobody of support may log in to the Manager; --add NAME adds a login."));
        foreach (var login in logins)
        {
            var parts = ImmutableArray.Create(login.FullName ?? words.Of("bez nazwiska", "without a name"));
            if (login.MustChangePassword)
                parts = parts.Add(words.Of("musi zmienić hasło", "has to change the password"));
            if (seen.TryGetValue(login.Name, out var at))
            {
                var when = WarsawTime.Local(at).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
                parts = parts.Add(words.Of($"teraz w systemie, ostatnio {when}", $"logged in, last seen {when}"));
            }

            edge.Out.WriteLine($"{login.Name.PadRight(Column - 1)} {string.Join("; ", parts)}");
        }

        return 0;
    }

    private static int Add(string text, string? fullName, Words words, Store store, ProcessEdge edge)
    {
        var name = text.ToLowerInvariant();
        if (!LoginName.IsOne(name))
            throw new SettingsException([words.Of($"--add to '{text}'; nazwa ma {LoginName.Polish}.", $"--add is '{text}'; a name has {LoginName.English}.")]);
        if (fullName is not null && (fullName.Trim().Length is 0 or > LongestFullName || fullName.Any(char.IsControl)))
            throw new SettingsException([words.Of($"--full-name ma od 1 do {LongestFullName} znaków.", $"--full-name has 1 to {LongestFullName} characters.")]);
        var first = FirstPassword.For(name);
        var login = new SupportLogin { Name = name, FullName = fullName?.Trim(), Password = first.Hash(), MustChangePassword = true };
        if (!store.Support.Add(login, EntryOf($"support --add {name}", $"support[{name}]", null, login.ShownName)))
            throw new StartException(words.Of($"Nazwa '{name}' jest już zajęta.", $"The name '{name}' is taken already."));
        OneTimePassword.Tell(first, ended: null, words, edge);
        return 0;
    }

    private static int SetPassword(string text, Words words, Store store, ProcessEdge edge)
    {
        var name = text.ToLowerInvariant();
        var first = FirstPassword.For(name);
        if (store.Support.SetPassword(name, null, first.Hash(), mustChange: true, EntryOf($"support --set-password {name}", $"support[{name}].password", DocumentChanges.Hidden, DocumentChanges.Hidden)) is not { } ended)
            throw Unknown(name, words, store);
        OneTimePassword.Tell(first, ended, words, edge);
        return 0;
    }

    private static int Remove(string text, Words words, Store store, ProcessEdge edge)
    {
        var name = text.ToLowerInvariant();
        if (store.Support.Remove(name, EntryOf($"support --remove {name}", $"support[{name}]", name, null)) is not { } ended)
            throw Unknown(name, words, store);
        edge.Out.WriteLine(words.Of($"Login {name} usunięty. Wylogowano przeglądarek: {ended}.", $"The login {name} is gone. Browsers logged out: {ended}."));
        return 0;
    }

    private static AuditEntry EntryOf(string act, string subject, string? before, string? after) => new(null, CommandActor.Of(AuditRole.Operator), act, [new(subject, before, after)]);

    private static StartException Unknown(string name, Words words, Store store)
    {
        var known = string.Join(", ", store.Support.All().Select(login => login.Name).Take(20));
        return new StartException(known.Length == 0
            ? words.Of("Wsparcie nie ma loginów.", "Support has no logins.")
            : words.Of($"Wsparcie nie ma loginu '{name}'; są: {known}.", $"Support has no login '{name}'; there are: {known}."));
    }
}
