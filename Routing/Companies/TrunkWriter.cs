using System.Text.Json;

namespace PbxBridge.Routing.Companies;

/// <summary>Trunks to JSON, and the secrets that they share the form of with softphones.</summary>
internal static class TrunkWriter
{
    public static void Write(FileWriter file, Utf8JsonWriter json, PbxTrunk trunk)
    {
        json.WriteString("id", trunk.Id);
        json.WriteString("transport", trunk.Transport switch { TrunkTransport.Udp => "udp", TrunkTransport.Tcp => "tcp", _ => "tls" });
        file.List("peers", trunk.Peers, p => WritePeer(json, p));
        json.WriteString("registration", TrunkReader.NameOf(trunk.Registration));
        json.WriteBoolean("anyPort", trunk.AnyPort);
        if (trunk.Credentials is { } digest)
        {
            json.WriteStartObject("digest");
            json.WriteString("user", digest.User);
            WriteSecret(json, digest.Secret);
            json.WriteEndObject();
        }

        json.WriteBoolean("trusted", trunk.Trusted);
        if (trunk.MaxChannels is { } channels)
        {
            json.WriteNumber("maxChannels", channels);
        }

        if (trunk.MaxCallsPerSecond is { } rate)
        {
            json.WriteNumber("maxCallsPerSecond", rate);
        }

        json.WriteBoolean("announcements", trunk.Announcements);
        json.WriteNumber("barResponse", trunk.BarResponse);
        json.WriteBoolean("addBreakoutToCli", trunk.AddBreakoutToCli);
        json.WriteBoolean("rpid", trunk.RemotePartyId);
        file.Texts("foreignCli", trunk.ForeignCli.Select(n => n.Value));
        file.Optional("profile", trunk.Profile);
        file.Optional("privatePrefix", trunk.PrivatePrefix);
    }

    private static void WritePeer(Utf8JsonWriter json, TrunkPeer peer)
    {
        json.WriteString("address", peer.ToString());
        json.WriteNumber("priority", peer.Priority);
        json.WriteNumber("weight", peer.Weight);
    }

    public static void WriteSecret(Utf8JsonWriter json, SoftphoneSecret secret)
    {
        json.WriteStartObject("ha1");
        json.WriteString("realm", secret.Realm);
        json.WriteString("md5", secret.Md5);
        json.WriteString("sha256", secret.Sha256);
        json.WriteString("sha512256", secret.Sha512256);
        json.WriteEndObject();
    }
}
