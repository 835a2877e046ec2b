// The relay alone, for measuring: opens LEGS joined in pairs, prints one line "peerip peerport ip port" a leg for rtppump, then READY,
// and waits for a line of input. See run.py beside this file.
using System.Diagnostics;
using System.Globalization;
using System.Net;
using PbxBridge.Media.Relay;
using PbxBridge.Media.Sdp;

if (args.Length < 3)
{
    Console.Error.WriteLine("usage: RelayLoad LEGS FIRST_PORT FIRST_PEER_PORT [portable]");
    return 2;
}
var numbers = args[..3].Select(static text => int.Parse(text, CultureInfo.InvariantCulture)).ToArray();
var (legs, first, peer) = (numbers[0], numbers[1], numbers[2]);
using var relay = new RtpRelay(new RtpRelayOptions
{
    BindAddress = IPAddress.Loopback,
    PortMin = first,
    PortMax = first + (2 * legs) - 1,
    UseEpoll = args.Length < 4,
}, TimeProvider.System);

var ports = new List<IMediaPort>();
var opening = new List<double>();
for (var i = 0; i < legs; i++)
{
    var start = Stopwatch.GetTimestamp();
    var port = relay.Open() ?? throw new InvalidOperationException("ports used up");
    opening.Add(Stopwatch.GetElapsedTime(start).TotalMicroseconds);
    port.SetRemote(new IPEndPoint(IPAddress.Loopback, peer + i), MediaDirection.SendRecv, 101, 8);
    ports.Add(port);
}
for (var i = 0; i + 1 < legs; i += 2)
    ports[i].Join(ports[i + 1]);
for (var i = 0; i < legs; i++)
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"127.0.0.1 {peer + i} 127.0.0.1 {ports[i].Port}"));
Console.WriteLine("READY");
var allocated = GC.GetTotalAllocatedBytes();
Console.ReadLine();

allocated = GC.GetTotalAllocatedBytes() - allocated;
var activity = ports.Select(static port => port.Activity).ToArray();
opening.Sort();
Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"""
    open µs p50 {opening[legs / 2]:F1} p99 {opening[legs * 99 / 100]:F1}; in {activity.Sum(a => a.PacketsIn)} out {activity.Sum(a => a.PacketsOut)} lost {activity.Sum(a => a.Lost)} strangers {activity.Sum(a => a.Strangers)} failures {activity.Sum(a => a.SendFailures)}; allocated {allocated} B, collections {GC.CollectionCount(0)}
    """));
return 0;
