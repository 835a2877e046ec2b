using PbxBridge.Routing.Areas;
using PbxBridge.Routing.Companies;
using PbxBridge.Routing.Terms;

namespace PbxBridge.Routing.Plans;

/// <summary>Where a user of a company calls from: by the network's word for mobiles, by configuration for PBXs and softphones (AREA-3, NUM-3).</summary>
internal static class LocationFinder
{
    public static CallerPlace Find(CompanyDirectory directory, Caller caller, CallRequest request, DateOnly day)
    {
        // The transferrer's phone is not where the call goes on from (AREA-7).
        if (caller.Company is not { } company || caller.Kind == CallerKind.Outside || request.Transferee is not null)
            return CallerPlace.Unknown;
        var area = caller.Services.Contains(ServiceKind.CompanyArea) && (company.Area.ActiveFrom is not { } from || day >= from) ? company.Index.Area : null;
        return request.Source switch
        {
            CallSource.FromMobileNetwork => OfMobile(directory, company, request, area, day),
            CallSource.FromPbx => OfSite(caller.Site, area),
            CallSource.FromSoftphone => OfSoftphone(company, caller, request, area),
            _ => CallerPlace.Unknown,
        };
    }

    private static CallerPlace OfMobile(CompanyDirectory directory, CompanySnapshot company, CallRequest request, AreaIndex? area, DateOnly day)
    {
        if (request.AccessNetwork.IsDefaultOrEmpty || AccessNetwork.Best(request.AccessNetwork) is not { } access)
            return CallerPlace.Unknown;
        var place = new CallerPlace { Source = PlaceSource.UnknownCell, Access = access.Type, Cell = access.Cell };
        if (!access.NetworkProvided && !directory.Settings.TrustsPhoneLocation)
            return place with { Source = PlaceSource.Phone };
        if (access.CountryCode is { } country && country != MobileNetworks.Poland)
            return place with { Source = PlaceSource.Abroad };
        if (access.Cell is { } cell)
        {
            var known = true;
            var zone = area is null ? null : directory.Areas.ZoneOf(company, cell, day, out known);
            return Within(place with { Source = known ? PlaceSource.Cell : PlaceSource.UnknownCell }, zone);
        }

        return access.AccessPoint is { } point ? Within(place with { Source = PlaceSource.AccessPoint }, area?.OfAccessPoint(point)) : place;
    }

    private static CallerPlace OfSite(Site? site, AreaIndex? area) => site is null
        ? CallerPlace.Unknown
        : new()
        {
            Source = PlaceSource.Site,
            Site = site.Name,
            Zone = area?.OfSite(site.Name)?.Name,
            AreaCode = site.AreaCode,
        };

    // Without one of the sites' addresses it may be anywhere: its own site still tells what is local (NUM-3), but nothing is cheaper.
    private static CallerPlace OfSoftphone(CompanySnapshot company, Caller caller, CallRequest request, AreaIndex? area)
    {
        if (request.SourceAddress is { } address)
        {
            foreach (var site in company.Sites)
            {
                foreach (var prefix in site.Prefixes)
                {
                    if (prefix.Contains(address))
                        return OfSite(site, area);
                }
            }
        }

        return CallerPlace.Unknown with { AreaCode = caller.Site?.AreaCode };
    }

    private static CallerPlace Within(CallerPlace place, CompanyZone? zone) => zone is null ? place : place with { Zone = zone.Name, AreaCode = zone.AreaCode };
}
