using System.Text;
using PbxBridge.Routing.Numbering;
using PbxBridge.Routing.Plans;

namespace PbxBridge.Calls;

/// <summary>Writes numbers as SIP URIs (NUM-7, §2.3). Everything that comes from data is escaped here.</summary>
internal static class PartyUris
{
    /// <summary><c>sip:+48601000201@host;user=phone</c>, a short public number with <c>;phone-context=+48</c> in the user part.</summary>
    public static byte[] Number(PhoneNumber number, string host) => Encoding.ASCII.GetBytes(NumberText(number, host));

    /// <summary>The same in angle brackets, as a value of To.</summary>
    public static byte[] To(PhoneNumber number, string host) => Encoding.ASCII.GetBytes($"<{NumberText(number, host)}>");

    /// <summary>The value of From, without a tag (§2.3): extension with its private domain, number, or anonymous.</summary>
    public static byte[] From(CallerPresentation caller, string host)
    {
        if (caller.Shown is null && caller.Prefix is null)
            return "\"Anonymous\" <sip:anonymous@anonymous.invalid>"u8.ToArray();
        var text = new StringBuilder(96);
        AppendName(text, caller.Prefix is null ? caller.Name : $"{caller.Prefix} {caller.Name ?? caller.Shown ?? "Anonymous"}");
        if (caller.Shown is null)
            return Encoding.UTF8.GetBytes(text.Append("<sip:anonymous@anonymous.invalid>").ToString());
        text.Append("<sip:").Append(Escape(caller.Shown));
        if (caller.ShownContext is not null)
            text.Append(";phone-context=").Append(caller.ShownContext);
        text.Append('@').Append(host).Append(";user=phone>");
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    /// <summary>Remote-Party-ID of the caller (PRES-3): the same as From shows, or the number behind a withheld one. Null: there is nothing to be told.</summary>
    /// <param name="trusted">The peer may know who withholds his number.</param>
    public static string? RemoteParty(CallerPresentation caller, bool trusted, string host)
    {
        if (caller.Private ? !trusted : caller.Asserted is null)
            return null;
        if ((caller.Private ? caller.Asserted?.Value : caller.Shown) is not { } user)
            return null;
        var text = new StringBuilder(128);
        AppendName(text, caller.Private ? null : caller.Name);
        return text.Append("<sip:").Append(Escape(user)).Append('@').Append(host).Append(";user=phone>;party=calling;screen=yes;privacy=")
            .Append(caller.Private ? "full" : "off").ToString();
    }

    public static string Asserted(PhoneNumber number, string? name, string host)
    {
        var text = new StringBuilder(96);
        AppendName(text, name);
        return text.Append('<').Append(NumberText(number, host)).Append('>').ToString();
    }

    /// <summary>P-Asserted-Identity of who answers (PRES-5): a colleague by the extension that the caller can dial, and by the number that is charged
    /// (RFC 3325 §9.1: one SIP and one tel URI).</summary>
    public static string Answering(RingTarget target, string host)
    {
        if (target is not { Extension: { } extension, Caller.ShownContext: { } domain })
            return Asserted(target.Number, target.Name, host);
        var text = new StringBuilder(128);
        AppendName(text, target.Name);
        text.Append("<sip:").Append(Escape(extension)).Append(";phone-context=").Append(domain).Append('@').Append(host).Append(";user=phone>, ");
        AppendName(text, target.Name);
        return text.Append("<tel:").Append(target.Number.Value).Append('>').ToString();
    }

    private static string NumberText(PhoneNumber number, string host) => number.IsShort
        ? $"sip:{number.Value};phone-context=+48@{host};user=phone"
        : $"sip:{number.Value}@{host};user=phone";

    private static void AppendName(StringBuilder text, string? name)
    {
        if (string.IsNullOrEmpty(name))
            return;
        text.Append('"');
        foreach (var c in name)
        {
            if (c is '"' or '\\')
                text.Append('\\');
            if (!char.IsControl(c))
                text.Append(c);
        }
        text.Append("\" ");
    }

    // RFC 3261 §25.1: what may stand unescaped in a user part.
    private static string Escape(string user)
    {
        foreach (var c in user)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('+' or '*' or '-' or '.' or '_'))
                return Uri.EscapeDataString(user);
        }
        return user;
    }
}
