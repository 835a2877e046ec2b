using System.Net;
using PbxBridge.Media.Relay;
using PbxBridge.Media.Sdp;

namespace PbxBridge.Media.Tests.Relay;

/// <summary>A relay on the loopback with a clock of its own.</summary>
internal sealed class RelayFixture : IDisposable
{
    private static int s_relays;

    public RelayFixture(bool epoll = true, int pairs = 200, TimeProvider? time = null)
    {
        var address = OwnAddress();
        Relay = new RtpRelay(new RtpRelayOptions
        {
            AdvertisedAddress = address,
            BindAddress = address,
            PortMin = 18_200,
            PortMax = 18_200 + (pairs * 2) - 1,
            PairsAhead = Math.Min(8, pairs),
            UseEpoll = epoll,
        }, time ?? Time);
    }

    /// <summary>A loopback address that no other test and no other run uses at the same time, so that all ports of it are free.</summary>
    public static IPAddress OwnAddress() =>
        new([127, (byte)(100 + (Environment.ProcessId % 100)), (byte)(Environment.ProcessId / 100), (byte)(1 + (Interlocked.Increment(ref s_relays) % 250))]);

    public ManualTime Time { get; } = new();

    public RtpRelay Relay { get; }

    /// <summary>A port whose peer is the phone, as its description says.</summary>
    public IMediaPort PortOf(Phone phone, MediaDirection direction = MediaDirection.SendRecv, byte payload = 8)
    {
        var port = Relay.Open()!;
        port.SetRemote(phone.Address, direction, 101, payload);
        return port;
    }

    /// <summary>Everything posted so far has taken effect.</summary>
    public void Settle()
    {
        using var done = new ManualResetEventSlim();
        Relay.Post(done.Set);
        Assert.True(done.Wait(TimeSpan.FromSeconds(10)));
    }

    /// <summary>Waits for what the relay's thread will do soon.</summary>
    public void Until(Func<bool> condition)
    {
        for (var turn = 0; turn < 18_200; turn++)
        {
            if (condition())
                return;
            Settle();
        }
        Assert.Fail("did not happen");
    }

    public void Dispose() => Relay.Dispose();
}
