using PbxBridge.Routing.Numbering;
using PbxBridge.Routing.Plans;
using PbxBridge.Trunks;

namespace PbxBridge.Calls;

/// <summary>What the planner asks of the present moment, over the tables of the loop.</summary>
internal sealed class Presence(IContacts contacts, CallTable calls, TrunkBook trunks) : IPresence
{
    public bool IsRegistered(string company, string user) => contacts.IsRegistered(company, user);

    public bool IsInCall(PhoneNumber number) => calls.IsBusy(number);

    public bool IsTrunkUp(string trunk) => trunks.Find(trunk) is { IsUp: true };

    public int ConcurrentSetups(PhoneNumber caller, PhoneNumber called) => calls.Setups(caller, called);
}
