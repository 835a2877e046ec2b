using System.Text;
using PbxBridge.Routing.Plans;
using PbxBridge.Sip.Dialogs;
using PbxBridge.Sip.Messages;
using PbxBridge.Trunks;

namespace PbxBridge.Calls;

/// <summary>An emergency call as the network may want it: the service in place of the number (RFC 5031, NUM-7), and where the caller is (RFC 6442, NUM-8). Whoever refuses that form
/// gets the plain one at once.</summary>
internal static class EmergencyForm
{
    /// <param name="plain">The same call by number, without location.</param>
    /// <param name="trunk">Where it goes.</param>
    public static InviteRequest Of(Call call, InviteRequest plain, Destination destination, Trunk? trunk, CallerPresentation caller, string host, string trunkHost)
    {
        var urn = trunk is { EmergencyUrn: true } && destination is Destination.ByTrunk { Service: { } service } ? service : null;
        var location = call.Origin.Passed.Location
            ?? (call.Plan.Location is { } address ? ToldLocation.Of(address.Address, address.Company, Entity(caller, host), call.WallClock, host) : null);
        if (urn is null && location is null)
            return plain;
        return plain with
        {
            RequestUri = urn is null ? plain.RequestUri : Encoding.ASCII.GetBytes(urn),
            To = urn is null ? plain.To : Encoding.ASCII.GetBytes($"<{urn}>"),

            // A service has no host: the next hop is told so (RFC 3261 §8.1.1.1, §8.1.2).
            Route = urn is null ? plain.Route : [Encoding.ASCII.GetBytes($"<sip:{trunkHost};lr>")],
            Headers = location is null ? plain.Headers : new LocatedHeaders(plain.Headers, location),
            Attachment = location?.Part,
            Plainer = plain,
        };
    }

    private static string Entity(CallerPresentation caller, string host) =>
        caller.Asserted is { } number ? $"sip:{number.Value}@{host}" : "sip:anonymous@anonymous.invalid";

    private sealed class LocatedHeaders(IHeaderSource? others, ToldLocation location) : IHeaderSource
    {
        public void WriteHeaders(MessageWriter writer)
        {
            others?.WriteHeaders(writer);
            writer.Header(HeaderId.Geolocation, location.Header);
            if (location.Routing is not null)
                writer.Header(HeaderId.GeolocationRouting, location.Routing);
        }
    }
}
