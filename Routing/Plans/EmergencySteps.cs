using System.Collections.Immutable;
using PbxBridge.Routing.Areas;
using PbxBridge.Routing.Numbering;

namespace PbxBridge.Routing.Plans;

/// <summary>An emergency call (D22, NUM-8): every trunk that can take it, in order, trunks that are down last; the true number; no other question.</summary>
internal static class EmergencySteps
{
    /// <summary>The centre itself did not refuse: the way there failed.</summary>
    private const OutcomeSet WayFailed = OutcomeSet.Unreachable | OutcomeSet.Other | OutcomeSet.Busy;

    public static ImmutableArray<PlanStep> Of(CallCase call, PhoneNumber number)
    {
        var trunks = Trunks(call);
        var caller = Presentation.ToEmergency(call);
        call.Log.Add("caller-id", caller.Shown ?? "–", "D22", caller.Shown ?? "–",
            $"Numer alarmowy widzi numer {caller.Shown ?? "nieznany"}.", $"The emergency centre is shown {caller.Shown ?? "no number"}.");
        call.Log.Add("route", number.Value, "D22", string.Join(", ", trunks), $"Łączem {string.Join(", potem ", trunks)}.", $"Through trunk {string.Join(", then ", trunks)}.");
        var service = EmergencyUrn.Of(number, call.Directory.Numbering);
        var steps = ImmutableArray.CreateBuilder<PlanStep>(trunks.Count);
        for (var i = 0; i < trunks.Count; i++)
        {
            var target = new RingTarget(number, null, [new Destination.ByTrunk(trunks[i], number) { Mobile = true, Service = service }], caller);
            steps.Add(new PlanStep.Ring(target, RingSteps.AsLongAsItTakes, i + 1 < trunks.Count ? [new(WayFailed, i + 1)] : [], true));
        }

        return steps.ToImmutable();
    }

    /// <summary>Where the caller is, by the company's data: a desk phone at its site, a softphone at the site from whose addresses it calls, else where it is said to stand. Who knows
    /// better tells it himself, and a mobile's network knows (NUM-8).</summary>
    public static CallerAddress? AddressOf(CallCase call)
    {
        var address = call.Caller switch
        {
            { Kind: CallerKind.Pbx, Site: { } site } => site.Address,
            { Kind: CallerKind.Employee, Company: { } company } when call.Request.Source is CallSource.FromSoftphone phone => call.Place is { Source: PlaceSource.Site, Site: { } name }
                ? company.SiteNamed(name)?.Address
                : company.SoftphoneOf(phone.User)?.Address,
            _ => null,
        };
        if (call.Request.TellsLocation)
        {
            call.Log.Add("location", "Geolocation", "NUM-8", "told", "Dzwoniący sam podaje, gdzie jest; to idzie dalej.", "The caller himself tells where he is; that goes on.");
            return null;
        }

        if (address is null || call.Caller.Company is not { } owner)
            return null;
        call.Log.Add("location", call.Caller.Site?.Name ?? "–", "NUM-8", "address", $"Numer alarmowy dostaje adres: {address}.", $"The emergency centre is told the address: {address}.");
        return new(address, owner.Name);
    }

    private static List<string> Trunks(CallCase call)
    {
        var settings = call.Directory.Settings;
        List<string> all = [.. settings.EmergencyTrunks];
        if (!all.Contains(settings.MobileTrunk))
            all.Add(settings.MobileTrunk);
        return [.. all.OrderBy(t => call.Presence.IsTrunkUp(t) ? 0 : 1)];
    }
}
