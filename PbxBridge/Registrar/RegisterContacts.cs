using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using PbxBridge.Sip.Messages;
using PbxBridge.Sip.Transport;

namespace PbxBridge.Registrar;

/// <summary>What a REGISTER asks for (RFC 3261 §10.3, steps 6 and 7).</summary>
internal sealed class RegisterContacts
{
    /// <summary>Longest URI, Call-ID and list of parameters that are kept.</summary>
    private const int LongestKept = 1024;

    private RegisterContacts()
    {
    }

    /// <summary><c>Contact: *</c> with <c>Expires: 0</c>.</summary>
    public bool RemovesAll { get; private init; }

    /// <summary>Empty: a question for what is there.</summary>
    public ImmutableArray<ContactOffer> Offers { get; private init; } = [];

    /// <summary>False with the refusal when the request breaks the rules; then nothing of it is done.</summary>
    public static bool TryRead(SipMessage request, in Flow from, RegistrarOptions options, out RegisterContacts contacts, out RegisterRefusal refusal)
    {
        contacts = new RegisterContacts();
        refusal = default;
        var count = 0;
        var star = false;
        var offers = ImmutableArray.CreateBuilder<ContactOffer>(1);
        var forAll = SecondsIn(request[HeaderId.Expires]);
        var hasPath = request.Has(HeaderId.Path);
        foreach (var value in request.Values(HeaderId.Contact))
        {
            count++;
            if (value.SequenceEqual("*"u8))
            {
                star = true;
                continue;
            }
            if (!TryReadOne(value, forAll, from, hasPath, options, out var offer, out refusal))
                return false;
            offers.Add(offer);
        }
        if (request.CallId.Length > LongestKept)
            refusal = new RegisterRefusal(400, "Call-ID is too long");
        else if (star && (count > 1 || forAll != 0))
            refusal = new RegisterRefusal(400, "Contact * stands alone, with Expires: 0");
        else if (offers.Count(offer => offer.Seconds > 0) > options.MaxContacts)
            refusal = new RegisterRefusal(403, "Too many contacts");
        if (refusal.Status != 0)
            return false;
        contacts = new RegisterContacts { RemovesAll = star, Offers = offers.DrainToImmutable() };
        return true;
    }

    private static bool TryReadOne(
        ReadOnlySpan<byte> value, long? forAll, in Flow from, bool hasPath, RegistrarOptions options, out ContactOffer offer, out RegisterRefusal refusal)
    {
        offer = new ContactOffer { Uri = [], Parameters = [], Seconds = 0 };
        refusal = default;
        if (!NameAddrView.TryParse(value, out var contact) || !SipUriView.TryParse(contact.Uri, out var uri) || !uri.IsSip || !uri.Headers.IsEmpty)
        {
            refusal = new RegisterRefusal(400, "Contact is no SIP address");
            return false;
        }
        if (contact.Uri.Length > LongestKept || contact.Parameters.Length > LongestKept)
        {
            refusal = new RegisterRefusal(400, "Contact is too long");
            return false;
        }
        var seconds = contact.TryGetParameter("expires"u8, out var own) ? SecondsIn(own) : forAll;
        var asked = seconds ?? (long)options.DefaultExpires.TotalSeconds;
        if (asked > 0 && asked < options.MinExpires.TotalSeconds)
        {
            refusal = new RegisterRefusal(423, "");
            return false;
        }
        var most = hasPath || IsAt(uri.Host, from.Remote) ? options.MaxExpires : from.IsReliable ? options.MaxBehindNatOnStream : options.MaxBehindNat;
        offer = new ContactOffer
        {
            Uri = contact.Uri.ToArray(),
            Parameters = ContactParameters.Without(contact.Parameters, "expires"u8),
            Seconds = (int)Math.Min(asked, (long)most.TotalSeconds),
        };
        return true;
    }

    /// <summary>Null when there is none, or none that can be read.</summary>
    private static long? SecondsIn(ReadOnlySpan<byte> text) =>
        uint.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) ? seconds : null;

    /// <summary>The contact names the address that the request came from: no NAT between us.</summary>
    private static bool IsAt(ReadOnlySpan<byte> host, IpEndpoint source)
    {
        if (host is [(byte)'[', .., (byte)']'])
            host = host[1..^1];
        Span<char> text = stackalloc char[64];
        if (host.Length > text.Length)
            return false;
        var length = System.Text.Encoding.ASCII.GetChars(host, text);
        return IPAddress.TryParse(text[..length], out var address) && IpEndpoint.From(address, 0).Address == source.Address;
    }
}
