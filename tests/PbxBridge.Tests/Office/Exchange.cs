using PbxBridge.Testing;

namespace PbxBridge.Tests.Office;

/// <summary>A peer with many numbers: each behaves as the test has set it.</summary>
internal sealed class Exchange
{
    private readonly TestOffice _office;
    private readonly SipPhone _peer;
    private readonly Dictionary<string, Party> _parties = [];

    public Exchange(TestOffice office, SipPhone peer)
    {
        (_office, _peer) = (office, peer);
        peer.ScriptOf = invite => Party(UserOf(invite.RequestUri)).Script;
    }

    public Party Party(string number)
    {
        if (!_parties.TryGetValue(number, out var party))
            _parties.Add(number, party = new Party(_office, _peer, number));
        return party;
    }

    /// <summary>The user part of a URI without its parameters.</summary>
    public static string UserOf(string uri) => uri[(uri.IndexOf(':', StringComparison.Ordinal) + 1)..].Split('@')[0].Split(';')[0];
}
