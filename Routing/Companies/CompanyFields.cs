namespace PbxBridge.Routing.Companies;

/// <summary>The properties of each object of a company file, in the order of writing. The published schema has the same, which a test compares.</summary>
internal static class CompanyFields
{
    public static readonly string[] Company =
    [
        "$schema", "id", "name", "language", "taxId", "activeSims", "realm", "mainNumber", "sites", "plan", "trunks", "pbxRanges", "employees",
        "softphones", "lines", "voicemail", "partnerNumbers", "partnerCompanies", "depositNumbers",
    ];

    public static readonly string[] Site = ["name", "areaCode", "allowLocal7", "callBack"];

    public static readonly string[] Plan = ["minLength", "maxLength", "breakout", "breakoutMode", "domain", "allowReservedDigits", "enblocOnly"];

    public static readonly string[] Trunk =
        ["id", "transport", "peers", "digest", "trusted", "maxChannels", "announcements", "addBreakoutToCli", "foreignCli"];

    public static readonly string[] Peer = ["address", "priority", "weight"];

    public static readonly string[] Digest = ["user", "password", "ha1"];

    public static readonly string[] Ha1 = ["realm", "md5", "sha256", "sha512256"];

    public static readonly string[] PbxRange = ["from", "to", "shortFrom", "shortTo", "trunk", "site"];

    public static readonly string[] Employee = ["id", "name", "mobile", "extension", "site", "department", "voicemail", "personalLine"];

    public static readonly string[] PersonalLine = ["enabled", "second", "on", "firstFor", "secondFor", "then"];

    public static readonly string[] Softphone = ["user", "employee", "password", "ha1"];

    public static readonly string[] Line = ["number", "extension", "name", "enabled", "members", "order", "ringFor", "total", "overflow"];

    public static readonly string[] Overflow = ["to", "number", "line"];

    public static readonly string[] Voicemail = ["access", "boxes"];

    public static readonly string[] Box = ["owner", "pin", "pinHash"];

    public static readonly string[] PartnerNumber = ["number", "name", "short"];
}
