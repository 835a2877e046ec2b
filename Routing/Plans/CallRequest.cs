using System.Collections.Immutable;
using System.Net;
using PbxBridge.Routing.Companies;
using PbxBridge.Routing.Numbering;

namespace PbxBridge.Routing.Plans;

/// <summary>All that a plan depends on, besides the directory and who is registered or busy. Texts are as received; the planner reads them.</summary>
public sealed record CallRequest
{
    public required CallSource Source { get; init; }

    /// <summary>The Request-URI, or digits.</summary>
    public required string Dialled { get; init; }

    /// <summary>P-Asserted-Identity (from a PBX also P-Preferred-Identity or Remote-Party-ID, PRES-3): URI, name-addr or digits; null when there is none.</summary>
    public string? Asserted { get; init; }

    /// <summary>From: URI, name-addr or digits.</summary>
    public string? From { get; init; }

    /// <summary>Display name of the caller, without quotes.</summary>
    public string? DisplayName { get; init; }

    /// <summary>Privacy was asked for (RFC 3323, 3325).</summary>
    public bool Private { get; init; }

    /// <summary>Who sent the call on before it came here (LOOP-4): the diverting entries of History-Info or Diversion, without the number called now.</summary>
    public ImmutableArray<string> Visited { get; init; } = [];

    /// <summary>Where this very call has been before it came by again: it bears the mark of one that is being set up (LOOP-5).</summary>
    public ImmutableArray<PhoneNumber> Entered { get; init; } = [];

    /// <summary>Σ of the counters of Diversion, or the diverting entries of History-Info (LOOP-3).</summary>
    public int DiversionCount { get; init; }

    /// <summary>An emergency centre calls back (RFC 7090): no hunting, no forwarding.</summary>
    public bool PsapCallback { get; init; }

    /// <summary>The caller's phone or PBX tells where he is (RFC 6442); matters to emergency calls alone.</summary>
    public bool TellsLocation { get; init; }

    /// <summary>Values of P-Access-Network-Info that the mobile network sent, untouched; of any other peer none.</summary>
    public ImmutableArray<string> AccessNetwork { get; init; } = [];

    /// <summary>Where a softphone's request came from; null when that is not known.</summary>
    public IPAddress? SourceAddress { get; init; }

    /// <summary>Somebody who was called sends it on here (302): what the one who is called now has set himself is not followed (PL-5).</summary>
    public bool SentOn { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>Set: a blind transfer; all else here is about the transferrer.</summary>
    public Transferee? Transferee { get; init; }

    /// <summary>Decides the order of random lines; kept with the call.</summary>
    public ulong Seed { get; init; }

    /// <summary>The call as it would come from this caller, for questions ("what if X dials Y"): an employee calls from his mobile, a PBX number through its
    /// trunk, a softphone user (<c>anna</c>) from his softphone, anybody else from the mobile network.</summary>
    /// <param name="company">Set: <paramref name="from"/> may be a short number of this company.</param>
    public static CallRequest Supposed(CompanyDirectory directory, string from, string to, DateTimeOffset at, string? company = null)
    {
        var number = CallingNumber.Read(from, directory.Numbering, company is null ? null : directory.Company(company));
        return new()
        {
            Source = number is { } calling ? SourceOf(directory, calling) : SourceOf(directory, from),
            Dialled = to,
            Asserted = number?.Value,
            From = from,
            At = at,
        };
    }

    /// <summary>The same as a call of the transferee, to find out who he is.</summary>
    internal CallRequest Of(Transferee transferee) => this with
    {
        Source = transferee.Source,
        Asserted = transferee.Asserted,
        From = transferee.From,
        DisplayName = transferee.DisplayName,
        Private = transferee.Private,
        AccessNetwork = [],
        SourceAddress = null,
        Transferee = null,
    };

    private static CallSource SourceOf(CompanyDirectory directory, PhoneNumber number) =>
        directory.OwnerOf(number) is { Range: { } range } owner
            ? new CallSource.FromPbx(owner.Company.Id, range.Trunk)
            : new CallSource.FromMobileNetwork(directory.Settings.MobileTrunk);

    private static CallSource SourceOf(CompanyDirectory directory, string user) => directory.SoftphonesOf(user) is [var phone, ..]
        ? new CallSource.FromSoftphone(phone.Company.Id, user)
        : new CallSource.FromMobileNetwork(directory.Settings.MobileTrunk);
}
