using PbxBridge.Routing.Numbering;
using PbxBridge.Routing.Plans;

namespace PbxBridge.Calls;

/// <summary>What the planner asks of the present moment, over the tables of the loop.</summary>
internal sealed class Presence(Switchboard board) : IPresence
{
    public bool IsRegistered(string company, string user) => board.Contacts.IsRegistered(company, user);

    public bool IsTrunkUp(string trunk) => board.Trunks.Find(trunk) is { IsUp: true };

    public int ConcurrentSetups(PhoneNumber caller, PhoneNumber called) => board.Calls.Setups(caller, called);

    public int RecentRefusals(PhoneNumber caller) => board.Denials.Count(caller, board.Loop.Now);

    public bool WasSentBack(string trunk, PhoneNumber caller, PhoneNumber called) => board.Traces.WasSentBack(trunk, caller, called, board.Loop.Now);

    public PhoneNumber? LastAnswered(PhoneNumber line) => board.LineTurns.LastAnswered(line);

    public long? LastEnded(PhoneNumber line, PhoneNumber member) => board.LineTurns.LastEnded(line, member);
}
