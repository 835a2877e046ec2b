using System.Collections.Immutable;
using PbxBridge.Configuration;
using PbxBridge.Routing.Companies;
using PbxBridge.Sip.Digest;
using PbxBridge.Sip.Transport;

namespace PbxBridge.Trunks;

/// <summary>Makes the trunks in use out of the operator's settings and the companies' data.</summary>
internal static class TrunkSource
{
    public static IEnumerable<Trunk> All(OperatorOptions settings, CompanyDirectory directory)
    {
        foreach (var (id, options) in settings.Trunks)
        {
            yield return new Trunk(id, company: null, Targets(options.Peers, options.Transport))
            {
                Trusted = options.Trusted,
                RemotePartyId = options.Rpid,
                EmergencyUrn = options.EmergencyUrn,
                CarriesFax = id != settings.MobileTrunk,
                MaxChannels = options.MaxChannels,
                Rate = RateOf(options.MaxCallsPerSecond),
                ProbeEvery = options.OptionsInterval,
                BarResponse = options.BarResponse,
                AnyPort = options.AnyPort,
                Credentials = options.User.Length > 0 ? new DigestClient(options.User, options.Password) : null,
            };
        }
        foreach (var (company, trunk) in directory.Trunks)
        {
            yield return new Trunk(trunk.Id, company.Id, Targets(trunk.Peers, trunk.Transport))
            {
                Trusted = trunk.Trusted,
                RemotePartyId = trunk.RemotePartyId,
                IsRegistering = trunk.Registration != TrunkRegistration.None,
                MaxChannels = trunk.MaxChannels,
                Rate = RateOf(trunk.MaxCallsPerSecond),
                ProbeEvery = settings.PbxOptionsInterval,
                BarResponse = trunk.BarResponse,
                AnyPort = trunk.AnyPort,
                ChallengesPeer = trunk.Credentials is not null,
            };
        }
    }

    private static ImmutableArray<TrunkTarget> Targets(ImmutableArray<TrunkPeer> peers, TrunkTransport transport) =>
    [
        .. peers.OrderBy(p => p.Priority).Select(p => new TrunkTarget(p.Host, p.Port, Kind(transport), p.Priority, p.Weight)),
    ];

    private static CallRate? RateOf(int? perSecond) => perSecond is { } most ? new CallRate(most) : null;

    private static TransportKind Kind(TrunkTransport transport) => transport switch
    {
        TrunkTransport.Tcp => TransportKind.Tcp,
        TrunkTransport.Tls => TransportKind.Tls,
        _ => TransportKind.Udp,
    };
}
