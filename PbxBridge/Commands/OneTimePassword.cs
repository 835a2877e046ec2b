using PbxBridge.Hosting;
using PbxBridge.Manager.Logins;

namespace PbxBridge.Commands;

/// <summary>A new password in words, for whoever made it: it is shown once.</summary>
internal static class OneTimePassword
{
    /// <param name="ended">In how many browsers its owner was logged in; null: the login is new.</param>
    public static void Tell(FirstPassword first, int? ended, Words words, ProcessEdge edge)
    {
        edge.Out.WriteLine(words.Of($"Jednorazowe hasło loginu {first.Name}: {first.Password}", $"One-time password of {first.Name}: {first.Password}"));
        edge.Out.WriteLine(ended is { } browsers
            ? words.Of($"Po zalogowaniu trzeba je zmienić. Wylogowano przeglądarek: {browsers}.", $"It has to be changed after logging in. Browsers logged out: {browsers}.")
            : words.Of("Po zalogowaniu trzeba je zmienić.", "It has to be changed after logging in."));
    }
}
