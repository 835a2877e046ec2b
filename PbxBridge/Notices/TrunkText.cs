using PbxBridge.Routing.Numbering;

namespace PbxBridge.Notices;

/// <summary>A text for a phone that a trunk reaches.</summary>
/// <param name="Trunk">Its id.</param>
/// <param name="From">Null: it comes from the bridge itself.</param>
/// <param name="Id">The same on every attempt.</param>
/// <param name="Attempt">From 1.</param>
internal sealed record TrunkText(string Trunk, PhoneNumber To, PhoneNumber? From, string Text, string Id, int Attempt);
