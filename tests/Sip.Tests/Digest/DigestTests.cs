using System.Text;
using PbxBridge.Sip.Digest;
using PbxBridge.Sip.Messages;
using PbxBridge.Sip.Tests.Messages;

namespace PbxBridge.Sip.Tests.Digest;

public sealed class DigestTests
{
    private const string Realm = "Acme, \"Inc\"";
    private readonly ManualClock _clock = new();
    private readonly MessageWriter _writer = new();

    private DigestServer Server(DigestServerOptions? options = null, string realm = Realm) =>
        new(realm, _clock, Encoding.ASCII.GetBytes("0123456789abcdef"), options ?? new DigestServerOptions());

    private static DigestSecret? SecretOf(string user) => user == "an\"na" ? DigestSecret.FromPassword(user, Realm, "s3cret") : null;

    private SipMessage Challenge(DigestServer server, bool proxy = false, bool stale = false, uint cseq = 1, string callId = "c")
    {
        _writer.StartResponse(proxy ? 407 : 401);
        _writer.Header(HeaderId.Via, "SIP/2.0/UDP h;branch=z9hG4bK1"u8);
        _writer.Header(HeaderId.From, "<sip:a@b>;tag=1"u8);
        _writer.Header(HeaderId.To, "<sip:a@b>;tag=2"u8);
        _writer.Header(HeaderId.CallId, callId);
        _writer.Header(HeaderId.CSeq, $"{cseq} REGISTER");
        server.WriteChallenges(_writer, proxy, stale);
        _writer.Finish();
        return Text.Usable(Text.Of(_writer.Written));
    }

    private static SipMessage Request(string? credentials, string uri = "sip:pbx.test", string name = "Authorization", string method = "REGISTER") => Text.Usable(
        $"{method} {uri} SIP/2.0\r\nVia: SIP/2.0/UDP h;branch=z9hG4bK1\r\nFrom: <sip:a@b>;tag=1\r\nTo: <sip:a@b>\r\nCall-ID: c\r\nCSeq: 1 {method}\r\n"
        + (credentials is null ? "" : $"{name}: {credentials}\r\n") + "\r\n");

    private static string Answer(DigestClient client, SipMessage challenge)
    {
        Assert.True(client.TryAnswer(challenge, SipMethod.Register, "sip:pbx.test"u8, out var value, out _));
        return value;
    }

    private static DigestVerdict Check(DigestServer server, string? credentials, string uri = "sip:pbx.test") =>
        server.Check(Request(credentials, uri), proxy: false, SecretOf, out _);

    [Fact]
    public void Published_responses()
    {
        var rows = File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Digest", "digest-vectors.tsv")).Skip(1).Select(line => line.Split('\t')).ToList();
        Assert.Equal(3, rows.Count);
        foreach (var row in rows)
        {
            Assert.True(DigestHash.TryName(Text.Bytes(row[1]), out var algorithm));
            var input = new DigestInput
            {
                Method = Text.Bytes(row[5]),
                Uri = Text.Bytes(row[6]),
                Nonce = Text.Bytes(row[7]),
                NonceCount = Text.Bytes(row[8]),
                ClientNonce = Text.Bytes(row[9]),
                Qop = Text.Bytes(row[10]),
            };
            Span<byte> hex = new byte[64];
            var length = DigestHash.Response(algorithm, DigestSecret.FromPassword(row[2], row[3], row[4]).For(algorithm), input, hex);
            Assert.Equal(row[11], Text.Of(hex[..length]));
        }
    }

    [Fact]
    public void Client_answers_the_published_challenge_of_RFC_7616()
    {
        var challenge = Text.Usable(
            "SIP/2.0 407 x\r\nVia: SIP/2.0/UDP h;branch=z9hG4bK1\r\nFrom: <sip:a@b>;tag=1\r\nTo: <sip:a@b>;tag=2\r\nCall-ID: c\r\nCSeq: 1 INVITE\r\n"
            + "Proxy-Authenticate: Digest realm=\"other\", nonce=\"x\", algorithm=SHA-999\r\n"
            + "Proxy-Authenticate: Digest realm=\"http-auth@example.org\", qop=\"auth, auth-int\", algorithm=MD5, nonce=\"7ypf\", opaque=\"FQhe\"\r\n"
            + "Proxy-Authenticate: Digest realm=\"http-auth@example.org\" , qop=\"auth-int,auth\",algorithm=SHA-256,nonce=\"7ypf\",opaque=\"FQhe\"\r\n\r\n");
        var client = new DigestClient("Mufasa", "Circle of Life", () => "f2");
        Assert.True(client.TryAnswer(challenge, SipMethod.Invite, "sip:a@b"u8, out var value, out var proxy));
        Assert.True(proxy);
        string Sha(string text) => Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(Text.Bytes(text)));
        var response = Sha(Sha("Mufasa:http-auth@example.org:Circle of Life") + ":7ypf:00000001:f2:auth:" + Sha("INVITE:sip:a@b"));
        Assert.Equal(
            $"Digest username=\"Mufasa\", realm=\"http-auth@example.org\", nonce=\"7ypf\", uri=\"sip:a@b\", response=\"{response}\", algorithm=SHA-256, "
            + "cnonce=\"f2\", qop=auth, nc=00000001, opaque=\"FQhe\"",
            value);
    }

    [Fact]
    public void One_challenge_row_for_each_algorithm_in_order()
    {
        var challenge = Challenge(Server(), stale: true);
        var rows = new List<string>();
        foreach (var row in challenge.Rows(HeaderId.WwwAuthenticate))
            rows.Add(Text.Of(row.Value));
        Assert.Equal(3, rows.Count);
        string[] algorithms = ["SHA-256", "SHA-512-256", "MD5"];
        for (var i = 0; i < 3; i++)
        {
            Assert.StartsWith("Digest realm=\"Acme, \\\"Inc\\\"\", nonce=\"", rows[i]);
            Assert.EndsWith($"\", algorithm={algorithms[i]}, qop=\"auth\", stale=true", rows[i]);
        }
    }

    [Theory]
    [InlineData(DigestAlgorithm.Md5)]
    [InlineData(DigestAlgorithm.Sha256)]
    [InlineData(DigestAlgorithm.Sha512_256)]
    public void Right_password_is_accepted_and_a_wrong_one_or_an_unknown_user_refused(DigestAlgorithm algorithm)
    {
        var server = Server(new DigestServerOptions { Algorithms = [algorithm] });
        foreach (var proxy in new[] { false, true })
        {
            var challenge = Challenge(server, proxy);
            DigestVerdict Try(string user, string password, out string? found)
            {
                Assert.True(new DigestClient(user, password).TryAnswer(challenge, SipMethod.Register, "sip:pbx.test"u8, out var value, out var isProxy));
                Assert.Equal(proxy, isProxy);
                return server.Check(Request(value, name: proxy ? "Proxy-Authorization" : "Authorization"), proxy, SecretOf, out found);
            }
            Assert.Equal(DigestVerdict.Refused, Try("an\"na", "wrong", out var user));
            Assert.Equal("an\"na", user);
            Assert.Equal(DigestVerdict.Refused, Try("nobody", "s3cret", out _));
            Assert.Equal(DigestVerdict.Accepted, Try("an\"na", "s3cret", out user));
            Assert.Equal("an\"na", user);
        }
    }

    [Fact]
    public void Strongest_offer_is_taken()
    {
        var value = Answer(new DigestClient("an\"na", "s3cret"), Challenge(Server()));
        Assert.Contains("algorithm=SHA-512-256", value);
    }

    [Fact]
    public void Replayed_credentials_are_stale_and_the_next_count_is_accepted()
    {
        var server = Server();
        var client = new DigestClient("an\"na", "s3cret");
        var first = Answer(client, Challenge(server));
        Assert.Equal(DigestVerdict.Accepted, Check(server, first));
        Assert.Equal(DigestVerdict.Stale, Check(server, first));
        Assert.True(client.TryAuthorize(SipMethod.Register, "sip:pbx.test"u8, out var second, out _));
        Assert.True(client.TryAuthorize(SipMethod.Register, "sip:pbx.test"u8, out var third, out _));
        Assert.Contains("nc=00000003", third);
        Assert.Equal(DigestVerdict.Accepted, Check(server, third));
        Assert.Equal(DigestVerdict.Stale, Check(server, second));
    }

    [Fact]
    public void Nonce_is_stale_after_its_lifetime_and_with_another_key()
    {
        var server = Server();
        var client = new DigestClient("an\"na", "s3cret");
        var value = Answer(client, Challenge(server));
        var other = new DigestServer(Realm, _clock, Encoding.ASCII.GetBytes("another key here"), new DigestServerOptions());
        Assert.Equal(DigestVerdict.Stale, Check(other, value));
        _clock.Now += TimeSpan.FromSeconds(300);
        Assert.Equal(DigestVerdict.Accepted, Check(server, value));
        Assert.True(client.TryAuthorize(SipMethod.Register, "sip:pbx.test"u8, out var later, out _));
        _clock.Now += TimeSpan.FromMilliseconds(1);
        Assert.Equal(DigestVerdict.Stale, Check(server, later));
    }

    [Fact]
    public void Client_answers_stale_but_gives_up_when_its_answer_is_refused()
    {
        var server = Server();
        var client = new DigestClient("an\"na", "wrong");
        Answer(client, Challenge(server, cseq: 1));
        Assert.False(client.TryAnswer(Challenge(server, cseq: 2), SipMethod.Register, "sip:pbx.test"u8, out _, out _));
        Answer(client, Challenge(server, cseq: 2, stale: true));
        Answer(client, Challenge(server, cseq: 4));
        Answer(client, Challenge(server, cseq: 5, callId: "d"));
    }

    [Fact]
    public void Credentials_of_our_realm_are_found_among_others()
    {
        var server = Server();
        var value = Answer(new DigestClient("an\"na", "s3cret"), Challenge(server));
        Assert.Equal(DigestVerdict.Accepted, Check(server, "Basic eDp5\r\nAuthorization: Digest realm=\"Acme\", nonce=\"x\"\r\nAuthorization: " + value));
        Assert.Equal(DigestVerdict.NoCredentials, Check(server, "Digest realm=\"Acme\", username=\"an\\\"na\", nonce=\"x\", uri=\"sip:pbx.test\", response=\"x\""));
        Assert.Equal(DigestVerdict.NoCredentials, Check(server, null));
        Assert.Equal(DigestVerdict.NoCredentials, Check(server, "NoOneKnowsThisScheme opaque-data=here"));
    }

    [Fact]
    public void Other_URI_other_method_and_missing_parts_do_not_pass()
    {
        var server = Server();
        string Fresh() => Answer(new DigestClient("an\"na", "s3cret"), Challenge(server));
        Assert.Equal(DigestVerdict.Malformed, Check(server, Fresh(), "sip:other.test"));
        Assert.Equal(DigestVerdict.Accepted, Check(server, Fresh(), "sip:PBX.test"));
        Assert.Equal(DigestVerdict.Refused, server.Check(Request(Fresh(), method: "INVITE"), proxy: false, SecretOf, out _));
        foreach (var field in new[] { "nonce", "uri", "response", "cnonce", "nc", "username" })
            Assert.Equal(DigestVerdict.Malformed, Check(server, Fresh().Replace(" " + field + "=", " x=")));
        Assert.Equal(DigestVerdict.Malformed, Check(server, Fresh().Replace("qop=auth", "qop=auth-int")));
        Assert.Equal(DigestVerdict.Malformed, Check(server, "Digest realm=\"Acme"));
    }

    [Fact]
    public void Credentials_without_qop_pass_once()
    {
        var server = Server(new DigestServerOptions { Algorithms = [DigestAlgorithm.Md5] });
        var challenge = Text.Usable(Text.Of(Challenge(server).Raw).Replace(", qop=\"auth\"", ""));
        var value = Answer(new DigestClient("an\"na", "s3cret"), challenge);
        Assert.DoesNotContain("qop", value);
        Assert.Equal(DigestVerdict.Accepted, Check(server, value));
        Assert.Equal(DigestVerdict.Stale, Check(server, value));
    }

    [Fact]
    public void Counts_are_bounded_and_an_evicted_nonce_is_not_accepted_again()
    {
        var server = Server(new DigestServerOptions { MaxNoncesInUse = 2 });
        var clients = Enumerable.Range(0, 3).Select(_ => new DigestClient("an\"na", "s3cret")).ToArray();
        var first = "";
        foreach (var client in clients)
        {
            _clock.Now += TimeSpan.FromSeconds(1);
            var value = Answer(client, Challenge(server));
            first = first == "" ? value : first;
            Assert.Equal(DigestVerdict.Accepted, Check(server, value));
        }
        Assert.Equal(DigestVerdict.Stale, Check(server, first));
        Assert.True(clients[1].TryAuthorize(SipMethod.Register, "sip:pbx.test"u8, out var second, out _));
        Assert.Equal(DigestVerdict.Accepted, Check(server, second));
    }

    [Fact]
    public void Mutated_credentials_never_throw_and_are_not_accepted()
    {
        var server = Server(new DigestServerOptions { Algorithms = [DigestAlgorithm.Md5] });
        var value = Answer(new DigestClient("an\"na", "s3cret"), Challenge(server));
        var random = new Random(8);
        foreach (var field in new[] { "username=\"an", "realm=\"Acme", "nonce=\"", "response=\"", "uri=\"sip:", "cnonce=\"" })
        {
            var at = value.IndexOf(field, StringComparison.Ordinal) + field.Length;
            for (var c = '!'; c < 127; c++)
            {
                if (c != value[at])
                    Assert.NotEqual(DigestVerdict.Accepted, Check(server, value[..at] + c + value[(at + 1)..]));
            }
        }
        for (var i = 0; i < 20_000; i++)
        {
            var from = random.Next(7, value.Length);
            var to = random.Next(from, value.Length);
            _ = Check(server, string.Concat(value.AsSpan(0, from), value.AsSpan(to), value.AsSpan(from, random.Next(0, to - from + 1))).Trim());
        }
    }
}
