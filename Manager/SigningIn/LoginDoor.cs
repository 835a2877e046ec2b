using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using PbxBridge.Manager.Access;
using PbxBridge.Manager.Companies;
using PbxBridge.Routing.Companies;
using PbxBridge.Routing.Logins;
using PbxBridge.Storage;
using PbxBridge.Storage.Web;

namespace PbxBridge.Manager.SigningIn;

/// <summary>Judges names and passwords. A name that does not exist, a login that is switched off and a wrong password get the same answer in the same time.</summary>
internal sealed class LoginDoor(IManagedCompanies companies, Store store, TimeProvider time) : IDisposable
{
    private const int LongestName = 80, LongestPassword = 128, MostWaiting = 20;

    private static readonly TimeSpan Window = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan Busy = TimeSpan.FromSeconds(5);

    // What a name that nobody has is measured against.
    private static readonly SecretHash Nobody = SecretHash.OfPassword("", length => new byte[length]);

    private readonly FailureWindow _sources = new(10, Window, time);

    // Of the present password, by who is logged in: a session that somebody else got hold of must not lead to the password.
    private readonly FailureWindow _present = new(10, Window, time);

    // Looser than that of one source: one who guesses from a single place cannot lock the owner of a name out.
    private readonly FailureWindow _names = new(30, Window, time);

    // Passwords are compared one at a time: a flood of tries must not take the processor from calls.
    private readonly SemaphoreSlim _turn = new(1);
    private int _waiting;

    public async Task<LoginAnswer> TryAsync(string name, string password, IPAddress? source, CancellationToken cancel)
    {
        var (who, from) = (name.Trim().ToLowerInvariant(), KeyOf(source));
        if (_sources.Take(from) is var wait && wait > TimeSpan.Zero)
            return new LoginAnswer.Wait(wait);
        if (who.Length > LongestName || password.Length > LongestPassword)
            return new LoginAnswer.Wrong();
        if (_names.Take(who) is var closed && closed > TimeSpan.Zero)
            return new LoginAnswer.Wait(closed);
        // Support is asked for every name, so that none takes longer than another.
        var (support, found) = (LoginName.IsOne(who) ? store.Support.Find(who) : null, companies.Directory.LoginNamed(who));
        if (await MatchesAsync(found?.Login.Password ?? support?.Password ?? Nobody, password, cancel).ConfigureAwait(false) is not { } matches)
        {
            _sources.GiveBack(from);
            _names.GiveBack(who);
            return new LoginAnswer.Wait(Busy);
        }

        LoginAnswer answer = found switch
        {
            { Login: { Enabled: true, Password: not null } } known when matches => new LoginAnswer.Welcome(known.Company, known.Login),
            null when matches && support is not null => new LoginAnswer.WelcomeSupport(support),
            _ => new LoginAnswer.Wrong(),
        };
        if (answer is LoginAnswer.Wrong)
            return answer;
        _sources.GiveBack(from);
        _names.Clear(who);
        return answer;
    }

    /// <summary>Somebody who is logged in gives his present password: how long he has to wait; zero: he may.</summary>
    public TimeSpan TakePresent(string name) => _present.Take(name);

    /// <summary>It was right.</summary>
    public void ClearPresent(string name) => _present.Clear(name);

    /// <summary>Of a password that somebody chose, with a salt of its own.</summary>
    public static SecretHash HashOf(string password) => SecretHash.OfPassword(password, RandomNumberGenerator.GetBytes);

    public void Dispose() => _turn.Dispose();

    // An IPv6 subscriber has a whole /64.
    private static string KeyOf(IPAddress? source)
    {
        if (source is { IsIPv4MappedToIPv6: true })
            source = source.MapToIPv4();
        return source is { AddressFamily: AddressFamily.InterNetworkV6 } ? Convert.ToHexString(source.GetAddressBytes(), 0, 8) : source?.ToString() ?? "";
    }

    // Null: too many wait.
    private async Task<bool?> MatchesAsync(SecretHash secret, string password, CancellationToken cancel)
    {
        if (Interlocked.Increment(ref _waiting) > MostWaiting)
        {
            Interlocked.Decrement(ref _waiting);
            return null;
        }

        try
        {
            await _turn.WaitAsync(cancel).ConfigureAwait(false);
            try
            {
                return secret.Matches(password);
            }
            finally
            {
                _turn.Release();
            }
        }
        finally
        {
            Interlocked.Decrement(ref _waiting);
        }
    }
}

/// <summary>What the door says.</summary>
internal abstract record LoginAnswer
{
    private LoginAnswer()
    {
    }

    public sealed record Welcome(CompanySnapshot Company, Login Login) : LoginAnswer;

    /// <summary>Somebody of the operator's support staff.</summary>
    public sealed record WelcomeSupport(SupportLogin Login) : LoginAnswer;

    public sealed record Wrong : LoginAnswer;

    /// <summary>There were too many failures: no password is judged before <paramref name="For"/> is over.</summary>
    public sealed record Wait(TimeSpan For) : LoginAnswer;
}
