using System.Text;
using PbxBridge.Routing.Companies;
using PbxBridge.Routing.Plans;
using PbxBridge.Sip.Messages;

namespace PbxBridge.Registrar;

/// <summary>What RFC 6140 asks of a REGISTER beside RFC 3261 (TRK-1, TRK-4, TRK-5).</summary>
internal static class BulkContacts
{
    /// <summary>Null: nothing stands against it.</summary>
    /// <param name="trunk">Who registers; null: a softphone, which has one number only.</param>
    public static RegisterRefusal? FaultOf(SipMessage request, TrunkOwner? trunk)
    {
        var isBulk = trunk is { Trunk.Registration: TrunkRegistration.Gin };
        if (request.ContainsToken(HeaderId.Require, "gin"u8) && !isBulk)
            return new RegisterRefusal(420, "");
        foreach (var value in request.Values(HeaderId.Contact))
        {
            if (!NameAddrView.TryParse(value, out var contact) || !SipUriView.TryParse(contact.Uri, out var uri))
                continue;
            var hasBulk = uri.TryGetParameter("bnc"u8, out _);
            if (hasBulk && (!uri.User.IsEmpty || uri.TryGetParameter("user"u8, out _)))
                return new RegisterRefusal(400, "A bulk number contact has no user");
            if (isBulk && !hasBulk && !IsOfOneNumber(request, trunk))
                return new RegisterRefusal(403, "This account registers bulk number contacts (bnc)");
        }
        return null;
    }

    /// <summary>To is one of the PBX's numbers, not its account: what all numbers share is left alone by it (RFC 6140 §5.2).</summary>
    public static bool IsOfOneNumber(SipMessage request, TrunkOwner? trunk) =>
        trunk is { Trunk: { Registration: TrunkRegistration.Gin, Credentials.User: var account } }
        && SipUriView.TryParse(request.To.Uri, out var uri) && SipUriView.Unescape(uri.User) != account;

    /// <summary>To names the account, or one of its numbers.</summary>
    public static bool IsOwn(SipMessage request, in TrunkOwner owner)
    {
        if (!SipUriView.TryParse(request.To.Uri, out var uri) || !uri.IsSip)
            return false;
        var user = SipUriView.Unescape(uri.User);
        if (user == owner.Trunk.Credentials?.User)
            return true;
        foreach (var range in owner.Company.PbxRanges)
        {
            if (range.Trunk == owner.Trunk.Id && range.Contains(new(user)))
                return true;
        }
        return user.Length > 0 && user == owner.Company.MainNumber?.Value;
    }
}
