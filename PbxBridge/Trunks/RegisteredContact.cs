using System.Text;
using PbxBridge.Routing.Numbering;
using PbxBridge.Sip.Transport;

namespace PbxBridge.Trunks;

/// <summary>Where a PBX has registered.</summary>
/// <param name="Uri">Its contact, as registered.</param>
/// <param name="Route">The Path of the registration, first hop first; empty for none.</param>
/// <param name="From">Where the REGISTER came from: its calls come from there.</param>
/// <param name="IsBulk">For all numbers (RFC 6140): each has a URI of its own; else the contact is called as it is.</param>
internal sealed record RegisteredContact(byte[] Uri, byte[][] Route, Flow From, bool IsBulk)
{
    /// <summary>What is called to reach a number: the contact without <c>bnc</c> and with the number as its user, all other parameters kept (RFC 6140 §5.2).</summary>
    public byte[] UriOf(PhoneNumber number)
    {
        if (!IsBulk)
            return Uri;
        var text = Encoding.UTF8.GetString(Uri);
        var colon = text.IndexOf(':') + 1;
        var pieces = text[colon..].Split(';');
        var others = pieces.Skip(1).Where(p => !p.Equals("bnc", StringComparison.OrdinalIgnoreCase));
        return Encoding.UTF8.GetBytes($"{text[..colon]}{number.Value}@{string.Join(';', others.Prepend(pieces[0]))}");
    }

    public bool IsSameAs(RegisteredContact other) => IsBulk == other.IsBulk && From == other.From && Uri.AsSpan().SequenceEqual(other.Uri)
        && Route.Length == other.Route.Length && Route.Zip(other.Route).All(pair => pair.First.AsSpan().SequenceEqual(pair.Second));
}
