namespace PbxBridge.Routing.Companies;

/// <summary>The properties of each object of a company file, in the order of writing. The published schema has the same, which a test compares.</summary>
internal static class CompanyFields
{
    public static readonly string[] Company =
    [
        "$schema", "id", "name", "language", "taxId", "regon", "state", "contract", "activeSims", "gatedFrom", "realm", "mainNumber", "outboundCli", "clirOverrideOnNet", "services", "activation",
        "sites", "plan", "freedExtensions", "trunks", "pbxRanges", "pbxDown", "redirectOutside", "employees", "softphones", "lines", "voicemail", "partnerNumbers",
        "partnerCompanies", "siteCodes", "depositNumbers",
        "profiles", "defaultProfile", "allowListLiftsLimit", "privateCalls", "limit", "premium", "creditLimit", "notices", "priceList", "cycleDay",
        "cycleChanges", "area", "logins",
    ];

    public static readonly string[] OutboundCli = ["show", "line"];

    public static readonly string[] Site = ["name", "areaCode", "allowLocal7", "callBack", "prefixes", "address"];

    public static readonly string[] CivicAddress = ["street", "house", "postCode", "city", "region", "details"];

    public static readonly string[] Plan = ["minLength", "maxLength", "breakout", "breakoutMode", "domain", "allowReservedDigits", "enblocOnly", "quarantineDays"];

    public static readonly string[] FreedExtension = ["extension", "owner", "freed"];

    public static readonly string[] Trunk =
        ["id", "transport", "peers", "registration", "anyPort", "digest", "trusted", "maxChannels", "maxCallsPerSecond", "announcements", "barResponse", "addBreakoutToCli", "rpid", "foreignCli", "profile", "privatePrefix"];

    public static readonly string[] Peer = ["address", "priority", "weight"];

    public static readonly string[] Digest = ["user", "password", "ha1"];

    public static readonly string[] Ha1 = ["realm", "md5", "sha256", "sha512256"];

    public static readonly string[] PbxRange = ["from", "to", "shortFrom", "shortTo", "trunk", "site"];

    public static readonly string[] PbxDown = ["to", "line"];

    public static readonly string[] Employee =
    [
        "id", "name", "mobile", "extension", "desk", "site", "department", "voicemail", "personalLine", "doNotDisturb", "forwards", "suspended", "sim", "profile",
        "allowed", "denied", "privateMode", "prepaidAccount", "startBalance", "limit", "premium", "notice", "servicesOff", "rejectsAnonymous",
    ];

    public static readonly string[] PersonalLine = ["enabled", "second", "on", "firstFor", "secondFor", "then"];

    public static readonly string[] Forwards = ["always", "busy", "noAnswer", "unreachable", "ringFor"];

    public static readonly string[] Softphone = ["user", "employee", "address", "password", "ha1"];

    public static readonly string[] Line = ["number", "extension", "name", "enabled", "members", "order", "ringFor", "total", "rounds", "ringTimes", "confirmAnswer", "overflow", "profile", "namePrefix"];

    public static readonly string[] MemberRing = ["member", "ringFor"];

    public static readonly string[] Overflow = ["to", "number", "line"];

    public static readonly string[] Voicemail = ["access", "boxes"];

    public static readonly string[] Box = ["owner", "pin", "pinHash"];

    public static readonly string[] SiteCode = ["code", "company"];

    public static readonly string[] PartnerNumber = ["number", "name", "short", "pbxMain"];

    public static readonly string[] Contract = ["from", "to"];

    public static readonly string[] Service = ["service", "from", "to"];

    public static readonly string[] Activation = ["channel", "packageBought", "applicationReceived", "administrator", "basis", "notice", "activated"];

    public static readonly string[] Notice = ["by", "to"];

    public static readonly string[] Sim = ["subscription", "services"];

    public static readonly string[] Profile = ["id", "name", "default", "classes", "zones", "allowed", "denied", "windows", "maxCallMinutes"];

    public static readonly string[] Classes = [.. FileNames.Classes.Select(c => c.Name)];

    public static readonly string[] Zones = ["EU", "EUR", "NAM", "WLD"];

    public static readonly string[] ListEntry = ["number", "note"];

    public static readonly string[] TimeWindow = ["days", "from", "to"];

    public static readonly string[] PrivateOptions = ["respectsDenyList", "onNet", "premium", "cli", "topUp", "rules"];

    public static readonly string[] PrivateRule = ["name", "classes", "numbers", "windows"];

    public static readonly string[] Premium = ["threshold", "highestCall"];

    public static readonly string[] CycleChange = ["from", "day"];

    public static readonly string[] Limit = ["amount", "version", "mode", "cutsRunningCalls", "userThresholds", "administratorThresholds"];

    public static readonly string[] Area = ["activeFrom", "zones"];

    public static readonly string[] Zone = ["name", "circle", "square", "polygon", "areaCode", "cells", "sites", "accessPoints"];

    public static readonly string[] Circle = ["latitude", "longitude", "radius"];

    public static readonly string[] Square = ["latitude", "longitude", "side"];

    public static readonly string[] Corner = ["latitude", "longitude"];

    public static readonly string[] Login =
        ["name", "fullName", "employee", "password", "passwordHash", "mustChangePassword", "role", "services", "billing", "locked", "enabled"];

    public static readonly string[] Delegation = ["employees", "departments", "rights"];
}
