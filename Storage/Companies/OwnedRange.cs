using PbxBridge.Routing.Numbering;

namespace PbxBridge.Storage.Companies;

/// <summary>Numbers that belong to one company and to no other (PPN-12).</summary>
/// <param name="First">E.164 with plus.</param>
/// <param name="Last">Inclusive, as long as <paramref name="First"/>; the same for a single number.</param>
/// <param name="Kind">What they are: <c>member</c>, <c>pbx</c>, <c>line</c> …; not looked into.</param>
public sealed record OwnedRange(PhoneNumber First, PhoneNumber Last, string Kind)
{
    public OwnedRange(PhoneNumber number, string kind)
        : this(number, number, kind)
    {
    }
}
