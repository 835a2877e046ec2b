using PbxBridge.Testing;
using PbxBridge.Tests.Office;

namespace PbxBridge.Tests.Simulation;

/// <summary>A quarter of an hour of an office by seed: phones that behave as they like, over a network that loses, doubles, delays and reorders.</summary>
internal sealed class Chaos : IDisposable
{
    private const int Calls = 30;

    private static readonly string[] Employees = ["200", "201", "202", "203", "301", "302", "401", "402"];
    private static readonly string[] Outside = ["+48226000000", "+48226000001", "+48502111222"];

    private readonly SeededRandom _random;
    private readonly TestOffice _office;
    private readonly List<Party> _callers = [];

    public Chaos(ulong seed)
    {
        _random = new SeededRandom(seed * 1_000_003);
        _office = TestOffice.Demo(new() { Seed = seed });
        foreach (var user in (string[])["anna", "piotr"])
            _callers.Add(_office.Softphone(user));
        _callers.AddRange(Employees.Select(e => _office.Mobile("+48601000" + e)));
        _callers.AddRange(Outside.Select(_office.Caller));
        _callers.AddRange([_office.Desk("8001"), _office.Desk("8002"), _office.Desk("8003")]);
        _office.Network.Faults = new Faults
        {
            Loss = _random.Next(4) * 0.04,
            Duplication = _random.Next(3) * 0.05,
            Reordering = _random.Next(3) * 0.05,
            Delay = TimeSpan.FromMilliseconds(_random.Next(40)),
            Jitter = TimeSpan.FromMilliseconds(_random.Next(100)),
        };
    }

    public TestOffice Office => _office;

    /// <summary>Places the calls, lets everything end over a sound network, and looks.</summary>
    public void Run()
    {
        for (var call = 0; call < Calls; call++)
        {
            foreach (var party in _callers)
                Behave(party);
            var caller = _callers[_random.Next(_callers.Count)];
            var placed = caller.Dials(Destination(caller), new() { Sdp = _random.Chance(0.1) ? "" : null });
            _office.Agenda.After(Seconds(60), () => Act(placed));
            _office.Agenda.After(Seconds(240), () => End(placed));
            if (_random.Chance(0.1))
                _office.Agenda.After(Seconds(60), () => _office.OnLoopLater(() => _office.Bridge.Use(_office.DirectoryWith(_office.Company))));
            _office.Run(_random.Next(30_000) / 1000.0);
            Meddle();
        }
        _office.Run(240);
        _office.Network.Faults = Faults.None;
        _office.Run(1);
        _office.End();
        Together.AssertOneAnsweredMember(_office);
    }

    public void Dispose() => _office.Dispose();

    private TimeSpan Seconds(int below) => TimeSpan.FromMilliseconds(_random.Next(below * 1000));

    private string Destination(Party caller) => _random.Next(12) switch
    {
        0 or 1 or 2 => caller.Name.StartsWith("+4822600", StringComparison.Ordinal) ? "+48600000001" : "600",
        3 or 4 => "+4860000000" + (1 + _random.Next(3)),
        5 or 6 => "+48601000" + Employees[_random.Next(Employees.Length)],
        7 => Employees[_random.Next(Employees.Length)],
        8 or 9 => "+4822555800" + (1 + _random.Next(3)),
        10 => "500",
        _ => (string[])["112", "5358842850", "700", "+48221112233", "0221234"] is var odd ? odd[_random.Next(odd.Length)] : "",
    };

    private void Behave(Party party)
    {
        if (_random.Chance(0.6))
            return;
        party.Does(new PhoneScript
        {
            Tries = _random.Chance(0.8),
            RingsAfter = _random.Chance(0.9) ? Seconds(4) : null,
            AnswersAfter = _random.Chance(0.6) ? Seconds(25) : null,
            DeclinesWith = _random.Chance(0.25) ? ((int[])[486, 603, 480, 404, 500, 503, 488, 302, 600])[_random.Next(9)] : 0,
            DeclinesAfter = Seconds(10),
            IsReliable = _random.Chance(0.2),
            AnswersInSpiteOfCancel = _random.Chance(0.15),
            Forks = _random.Chance(0.1) ? 2 : 1,
            IsDead = _random.Chance(0.05),
            Acknowledges = _random.Chance(0.97),
            Pracks = _random.Chance(0.97),
            HangsUpAfter = _random.Chance(0.5) ? Seconds(60) : null,
            Supported = _random.Chance(0.7) ? "100rel, timer" : "",
            Allow = _random.Chance(0.7) ? "INVITE, ACK, CANCEL, BYE, OPTIONS, PRACK, UPDATE, INFO" : "INVITE, ACK, CANCEL, BYE, OPTIONS",
        });
    }

    // Somebody in a call does something; keys are pressed; a stream falls silent.
    private void Meddle()
    {
        foreach (var call in _office.Phones.SelectMany(p => p.Calls).Where(c => c.State == PhoneCallState.Answered).ToArray())
        {
            if (_random.Chance(0.3))
                Act(call);
        }
        foreach (var port in _office.Media.OpenPorts.ToArray())
        {
            if (_random.Chance(0.2))
                port.Press(((string[])["1", "#", "2", "3", "*", "2020#"])[_random.Next(6)]);
            if (_random.Chance(0.03))
                port.Silent?.Invoke();
        }
    }

    private void Act(PhoneCall call)
    {
        switch (_random.Next(8))
        {
            case 0 or 1 when call is { IsOutgoing: true, State: PhoneCallState.Calling or PhoneCallState.Ringing }:
                call.Cancel();
                break;
            case 2 when call.State == PhoneCallState.Answered:
                call.Reinvite();
                break;
            case 3 when call.State == PhoneCallState.Answered:
                call.Reinvite("");
                break;
            case 4 when call.State == PhoneCallState.Answered:
                call.Update();
                break;
            case 5 when call.State == PhoneCallState.Answered:
                call.Send(call.NewRequest("INFO").WithBody("application/dtmf-relay", "Signal=1\r\n"));
                break;
            case 6:
                End(call);
                break;
        }
    }

    private static void End(PhoneCall call)
    {
        if (call.State == PhoneCallState.Answered)
            call.HangUp();
        else if (call is { IsOutgoing: true, State: PhoneCallState.Calling or PhoneCallState.Ringing })
            call.Cancel();
    }
}
