using PbxBridge.Sip.Dialogs;

namespace PbxBridge.Calls.Transfer;

/// <summary>A REFER, and who is meant by it.</summary>
/// <param name="Side">Of the transferrer.</param>
/// <param name="Talker">The transferee: who is to talk with somebody else.</param>
internal sealed record TransferRequest(CallSide Side, CallParty Party, CallSide Talker, CallParty TalkerParty, ReferRequest Refer);
