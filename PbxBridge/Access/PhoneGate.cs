using PbxBridge.Calls;
using PbxBridge.Registrar;
using PbxBridge.Routing.Companies;
using PbxBridge.Sip.Dialogs;
using PbxBridge.Sip.Messages;
using PbxBridge.Trunks;

namespace PbxBridge.Access;

/// <summary>The gate for calls: an emergency call of a registered phone is not held up by a challenge (D22), every other one shows its password.</summary>
internal sealed class PhoneGate(ICallerGate gate, BindingTable bindings, Func<CompanyDirectory> directory) : ICallerGate
{
    public PhoneIdentity? Admit(InviteUas uas, SipMessage invite) =>
        IsEmergency(invite) && bindings.RegisteredAt(uas.From) is { } known ? known : gate.Admit(uas, invite);

    public bool Admit(InviteUas uas, SipMessage invite, Trunk trunk) => IsEmergency(invite) || gate.Admit(uas, invite, trunk);

    private bool IsEmergency(SipMessage invite) => EmergencyRequest.Calls(invite, directory().Numbering.EmergencyNumbers.Contains);
}
