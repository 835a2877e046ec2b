using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using PbxBridge.Manager.Access;
using PbxBridge.Manager.Companies;
using PbxBridge.Routing.Companies;
using PbxBridge.Routing.Logins;

namespace PbxBridge.Manager.SigningIn;

/// <summary>Judges names and passwords. A name that does not exist, a login that is switched off and a wrong password get the same answer in the same time.</summary>
internal sealed class LoginDoor(IManagedCompanies companies, TimeProvider time) : IDisposable
{
    /// <summary>Of PBKDF2-SHA256 for passwords: as many as take a processor some tens of milliseconds.</summary>
    public const int Iterations = 210_000;

    private static readonly TimeSpan Window = TimeSpan.FromMinutes(15);

    // What a name that nobody has is measured against.
    private static readonly SecretHash Nobody = SecretHash.Of("", new byte[16], Iterations);

    private readonly FailureWindow _sources = new(10, Window, time);

    // Looser than that of one source: one who guesses from a single place cannot lock the owner of a name out.
    private readonly FailureWindow _names = new(30, Window, time);

    // Passwords are compared one at a time: a flood of tries must not take the processor from calls.
    private readonly SemaphoreSlim _turn = new(1);

    public async Task<LoginAnswer> TryAsync(string name, string password, IPAddress? source, CancellationToken cancel)
    {
        var (who, from) = (name.Trim().ToLowerInvariant(), KeyOf(source));
        var wait = Longer(_sources.Wait(from), _names.Wait(who));
        if (wait > TimeSpan.Zero)
            return new LoginAnswer.Wait(wait);
        var found = companies.Directory.LoginNamed(who);
        var matches = await InTurnAsync(() => (found?.Login.Password ?? Nobody).Matches(password), cancel).ConfigureAwait(false);
        if (found is { Login: { Enabled: true, Password: not null } } known && matches)
        {
            _names.Clear(who);
            return new LoginAnswer.Welcome(known.Company, known.Login);
        }

        _sources.Add(from);
        _names.Add(who);
        return new LoginAnswer.Wrong();
    }

    /// <summary>Runs what takes long because it hashes, when nobody else does.</summary>
    public async Task<T> InTurnAsync<T>(Func<T> work, CancellationToken cancel)
    {
        await _turn.WaitAsync(cancel).ConfigureAwait(false);
        try
        {
            return work();
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Of a password that somebody chose, with a salt of its own.</summary>
    public static SecretHash HashOf(string password) => SecretHash.Of(password, RandomNumberGenerator.GetBytes(16), Iterations);

    public void Dispose() => _turn.Dispose();

    // An IPv6 subscriber has a whole /64.
    private static string KeyOf(IPAddress? source)
    {
        if (source is { IsIPv4MappedToIPv6: true })
            source = source.MapToIPv4();
        return source is { AddressFamily: AddressFamily.InterNetworkV6 } ? Convert.ToHexString(source.GetAddressBytes(), 0, 8) : source?.ToString() ?? "";
    }

    private static TimeSpan Longer(TimeSpan one, TimeSpan other) => one > other ? one : other;
}

/// <summary>What the door says.</summary>
internal abstract record LoginAnswer
{
    private LoginAnswer()
    {
    }

    public sealed record Welcome(CompanySnapshot Company, Login Login) : LoginAnswer;

    public sealed record Wrong : LoginAnswer;

    /// <summary>There were too many failures: no password is judged before <paramref name="For"/> is over.</summary>
    public sealed record Wait(TimeSpan For) : LoginAnswer;
}
