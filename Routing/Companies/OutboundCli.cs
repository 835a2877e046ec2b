using PbxBridge.Routing.Numbering;

namespace PbxBridge.Routing.Companies;

/// <summary>Which number of the company outside people are shown (§2.3).</summary>
/// <param name="Line">The company line for <see cref="OutboundCliShows.Line"/>; else null.</param>
public sealed record OutboundCli(OutboundCliShows Shows, PhoneNumber? Line = null)
{
    public static readonly OutboundCli Own = new(OutboundCliShows.Own);
}

/// <summary>The choices of <see cref="OutboundCli"/>.</summary>
public enum OutboundCliShows
{
    /// <summary>The caller's own number.</summary>
    Own,

    /// <summary>The company's main number.</summary>
    Main,

    /// <summary>The number of a company line.</summary>
    Line,
}
