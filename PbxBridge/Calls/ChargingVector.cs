using System.Text;
using PbxBridge.Sip.Dialogs;
using PbxBridge.Sip.Messages;

namespace PbxBridge.Calls;

/// <summary>P-Charging-Vector of a call in the mobile network (RFC 7315 §4.6): the same icid wherever the call goes on there, never told to a PBX or a phone.</summary>
/// <param name="Icid">The charging identifier, without quotes.</param>
/// <param name="Text">The whole value, without the names of networks that answered or were passed.</param>
internal sealed record ChargingVector(string Icid, string Text)
{
    /// <summary>Null when the request has none, or none with an icid, its one mandatory parameter.</summary>
    public static ChargingVector? Of(SipMessage request)
    {
        if (!request.Has(HeaderId.PChargingVector))
            return null;
        string? icid = null;
        var text = new StringBuilder();
        var parameters = new ParameterReader([(byte)';', .. request[HeaderId.PChargingVector]]);
        while (parameters.MoveNext())
        {
            var name = Encoding.ASCII.GetString(parameters.Name).ToLowerInvariant();
            if (name is "term-ioi" or "transit-ioi")
                continue;
            var value = Encoding.ASCII.GetString(parameters.Value);
            if (name == "icid-value")
                icid = value.Trim('"');
            text.Append(text.Length > 0 ? ";" : "").Append(name).Append(value.Length > 0 ? "=" : "").Append(value);
        }
        return parameters.IsMalformed || string.IsNullOrEmpty(icid) ? null : new(icid, text.ToString());
    }

    /// <summary>Of a call that enters the network through us.</summary>
    /// <param name="host">Our address.</param>
    /// <param name="ioi">Our name among operators.</param>
    public static ChargingVector New(ulong number, string host, string ioi)
    {
        var icid = $"{number:x16}";
        return new(icid, $"icid-value=\"{icid}\";icid-generated-at={host};orig-ioi={ioi}");
    }

    /// <summary>For responses to the network: who answered.</summary>
    public IHeaderSource Answered(string ioi) => new Answer($"{Text};term-ioi={ioi}");

    private sealed class Answer(string text) : IHeaderSource
    {
        public void WriteHeaders(MessageWriter writer) => writer.Header(HeaderId.PChargingVector, text);
    }
}
