using System.Text;
using PbxBridge.Sip.Digest;
using PbxBridge.Sip.Messages;

namespace PbxBridge.Demo;

/// <summary>Registers a demo softphone, and takes it off again.</summary>
internal sealed class DemoRegistration(DemoPeer phone, DemoCompany company)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);

    private readonly DigestClient _credentials = new(phone.Name, company.Password(phone.Name));
    private readonly string _callId = $"{DemoPeer.Token()}@{phone.Name}.demo";
    private readonly string _tag = DemoPeer.Token();
    private uint _sequence;

    /// <param name="seconds">0 takes it off.</param>
    /// <returns>Final status; 0 when nothing answered.</returns>
    public async Task<int> RegisterAsync(int seconds, CancellationToken cancellation)
    {
        try
        {
            var answer = await SendAsync(seconds, null, cancellation);
            if (answer.StatusCode == 401 && _credentials.TryAnswer(answer, SipMethod.Register, Uri, out var authorization, out _))
                answer = await SendAsync(seconds, authorization, cancellation);
            return answer.StatusCode;
        }
        catch (TimeoutException)
        {
            return 0;
        }
    }

    private byte[] Uri => Encoding.UTF8.GetBytes($"sip:{company.Realm}");

    private Task<SipMessage> SendAsync(int seconds, string? authorization, CancellationToken cancellation)
    {
        var (branch, aor) = (DemoRequest.NewBranch(), $"<sip:{phone.Name}@{company.Realm}>");
        phone.Begin(SipMethod.Register, $"sip:{company.Realm}", branch, $"{aor};tag={_tag}", aor, _callId, ++_sequence);
        phone.Writer.Header(HeaderId.Contact, phone.Contact);
        phone.Writer.Header(HeaderId.Expires, seconds);
        if (authorization is not null)
            phone.Writer.Header(HeaderId.Authorization, authorization);
        phone.Writer.Finish();
        return DemoRequest.AskAsync(phone, branch, Limit, cancellation);
    }
}
