using PbxBridge.Routing.Plans;

namespace PbxBridge.Routing.Numbering;

/// <summary>Number classes in words, for sentences.</summary>
public static class NumberClassName
{
    public static Sentence Of(NumberClass kind) => kind switch
    {
        NumberClass.Emergency => new("numer alarmowy", "an emergency number"),
        NumberClass.Harmonised => new("zharmonizowany numer usług społecznych", "a harmonised number of social value"),
        NumberClass.ShortPublic => new("krótki numer publiczny", "a short public number"),
        NumberClass.ShortSpecial => new("krótki numer strefowy 19xxx", "a short number of the zone (19xxx)"),
        NumberClass.Directory => new("biuro numerów", "directory enquiries"),
        NumberClass.CarrierSelect => new("prefiks wyboru operatora", "a carrier selection code"),
        NumberClass.OnNet => new("numer w Sieci firmowej", "a number of the company network"),
        NumberClass.PartnerNumber => new("numer partnerski", "a partner number"),
        NumberClass.PartnerNetwork => new("numer w Sieci partnerskiej", "a number of a partner network"),
        NumberClass.MobileOwnOperator => new("numer komórkowy własnego operatora", "a mobile number of the own operator"),
        NumberClass.MobileOther => new("numer komórkowy", "a mobile number"),
        NumberClass.FixedLocal => new("numer stacjonarny w strefie lokalnej", "a fixed number of the local zone"),
        NumberClass.FixedNational => new("numer stacjonarny krajowy", "a national fixed number"),
        NumberClass.VoipNomadic => new("niegeograficzny numer VoIP", "a nomadic VoIP number"),
        NumberClass.Government => new("numer sieci rządowej", "a government network number"),
        NumberClass.Freephone => new("numer bezpłatny", "a freephone number"),
        NumberClass.SharedCost => new("numer o podzielonym koszcie", "a shared cost number"),
        NumberClass.Premium => new("numer o podwyższonej opłacie", "a premium rate number"),
        NumberClass.M2M => new("numer komunikacji między urządzeniami", "a machine-to-machine number"),
        NumberClass.Pager => new("numer przywoławczy", "a pager number"),
        NumberClass.DataAccess => new("numer dostępu do danych", "a data access number"),
        NumberClass.International => new("numer międzynarodowy", "an international number"),
        NumberClass.Satellite => new("numer satelitarny lub międzynarodowy o podwyższonej opłacie", "a satellite or international premium number"),
        NumberClass.FeatureCode => new("kod usługi", "a feature code"),
        _ => new("numer nieprawidłowy", "an invalid number"),
    };
}
