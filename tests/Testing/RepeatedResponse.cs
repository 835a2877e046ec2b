namespace PbxBridge.Testing;

/// <summary>A response of a phone that is repeated from 500 ms on, doubling, until it is acknowledged or 32 s passed.</summary>
internal static class RepeatedResponse
{
    /// <param name="cap">The interval stays at 4 s: final responses.</param>
    public static void Start(SipPhone phone, WireMessage request, WireMessage response, Func<bool> isWanted, bool cap)
    {
        phone.Answer(request, response);
        var bytes = response.ToBytes();
        void Again(TimeSpan interval, TimeSpan left) => phone.Agenda.After(interval, () =>
        {
            if (!isWanted() || left < interval)
                return;
            phone.SendBytes(bytes, phone.Server);
            Again(cap && interval * 2 > TimeSpan.FromSeconds(4) ? TimeSpan.FromSeconds(4) : interval * 2, left - interval);
        });
        Again(TimeSpan.FromMilliseconds(500), TimeSpan.FromSeconds(32));
    }
}
