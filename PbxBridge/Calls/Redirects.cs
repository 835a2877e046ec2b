using System.Text;
using PbxBridge.Routing.Numbering;
using PbxBridge.Routing.Plans;
using PbxBridge.Sip.Messages;

namespace PbxBridge.Calls;

/// <summary>A PBX or a phone answers 302: may its user send the call on there, and how is that one rung (FWD-2, BAR-4)? Decided as a call of his own, in which
/// the caller talks; a target outside the network needs the company's leave.</summary>
/// <remarks>Loop thread only.</remarks>
/// <param name="inbound">Whose directory counts.</param>
internal sealed class Redirects(Switchboard board, InboundCalls inbound) : IRedirects
{
    // LOOP-3.
    private const int MaxDiversions = 5;

    private readonly Presence _presence = new(board);

    public RingTarget? TargetOf(Call call, CallLeg leg, SipMessage response)
    {
        if (leg.Command.Diversion is not null || call.Plan.IsEmergency || call.Origin.Passed.DiversionCount >= MaxDiversions
            || CallSeats.PartyOf(leg) is not { Source: not CallSource.FromMobileNetwork } by || ContactOf(response) is not { } contact)
            return null;
        var plan = CallPlanner.Plan(inbound.Directory, Question(call, by, contact), _presence, inbound.Accounts);
        foreach (var step in plan.Decisions)
            call.Journal.Note(step);
        if (plan is not { IsEmergency: false, Steps: [PlanStep.Ring { Target: var target }, ..] })
            return Refused(call, by, "nie może tam przekierować", "may not send it there");
        if (!IsInside(by, target.Number))
            return Refused(call, by, "firma nie pozwala przekierowywać poza sieć", "the company does not let calls be sent outside its network");
        Note(call, by, target.Number.Value, $"połączenie idzie do {target.Name ?? target.Number.Value}", $"the call goes to {target.Name ?? target.Number.Value}");
        return target with { Diverting = leg.Command.Target.Number, ReferredBy = null, Quote = plan.Quote };
    }

    private CallRequest Question(Call call, CallParty by, string contact)
    {
        var talks = call.Origin.Talker ?? new CallParty(call.Origin.Source, call.Origin.Number, call.Origin.IsAsserted, call.Origin.Name, call.Origin.Private);
        return new CallRequest
        {
            Source = by.Source,
            Dialled = contact,
            Asserted = by.Number?.Value,
            From = by.Number?.Value,
            Transferee = new Transferee(talks.Source, talks.IsAsserted ? talks.Number?.Value : null, talks.Number?.Value, talks.Name, talks.IsPrivate),
            Entered = [.. call.Marks.Entered],
            DiversionCount = call.Origin.Passed.DiversionCount,
            SentOn = true,
            At = board.WallClock,
            Seed = board.Random.Next(),
        };
    }

    // Of the companies' own numbers, or anywhere when his company has switched it on.
    private bool IsInside(CallParty by, PhoneNumber number)
    {
        var company = by.Source switch
        {
            CallSource.FromPbx pbx => inbound.Directory.Company(pbx.Company),
            CallSource.FromSoftphone phone => inbound.Directory.Company(phone.Company),
            _ => null,
        };
        return company is not null && (company.RedirectOutside || company.OwnerOf(number) is not null || company.PartnerWith(number) is not null);
    }

    // The first Contact that is not this leg's own (RFC 3261 §21.3); of several the one with the highest q.
    private static string? ContactOf(SipMessage response)
    {
        string? best = null;
        var bestQ = -1.0;
        foreach (var value in response.Values(HeaderId.Contact))
        {
            if (!NameAddrView.TryParse(value, out var contact))
                continue;
            var q = contact.TryGetParameter("q"u8, out var text) && System.Buffers.Text.Utf8Parser.TryParse(text, out double given, out _) ? given : 1.0;
            if (q <= bestQ)
                continue;
            (best, bestQ) = (Encoding.UTF8.GetString(contact.Uri), q);
        }
        return best;
    }

    private static RingTarget? Refused(Call call, CallParty by, string polish, string english)
    {
        Note(call, by, "refused", $"nie wykonano: {polish}", $"not followed: {english}");
        return null;
    }

    private static void Note(Call call, CallParty by, string outcome, string polish, string english) => call.Journal.Note(
        new DecisionStep("redirect", by.Text, "FWD-2", outcome, new Sentence($"{by.Text} przekierowuje: {polish}.", $"{by.Text} sends the call on: {english}.")));
}
