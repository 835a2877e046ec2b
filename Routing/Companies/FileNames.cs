using System.Globalization;
using PbxBridge.Charging.Limits;
using PbxBridge.Routing.Logins;
using PbxBridge.Routing.Numbering;
using PbxBridge.Routing.PrivateCalls;
using PbxBridge.Routing.Profiles;
using PbxBridge.Routing.Terms;

namespace PbxBridge.Routing.Companies;

/// <summary>How the values of enumerations are called in a company file: the one list for reading and for writing.</summary>
internal static class FileNames
{
    public static readonly (string Name, LineOrder Value)[] LineOrders =
        [("random", LineOrder.Random), ("fixed", LineOrder.Fixed), ("roundRobin", LineOrder.RoundRobin), ("longestIdle", LineOrder.LongestIdle)];

    public static readonly (string Name, CompanyState Value)[] States =
        [("active", CompanyState.Active), ("ordered", CompanyState.Ordered), ("suspended", CompanyState.Suspended), ("closed", CompanyState.Closed)];

    public static readonly (string Name, ClassRule Value)[] Rules = [("allow", ClassRule.Allow), ("deny", ClassRule.Deny), ("inWindows", ClassRule.InWindows)];

    public static readonly (string Name, PrivateMode Value)[] PrivateModes =
        [("off", PrivateMode.Off), ("flagged", PrivateMode.Flagged), ("prepaid", PrivateMode.Prepaid)];

    public static readonly (string Name, LimitMode Value)[] LimitModes =
        [("notify", LimitMode.NotifyOnly), ("restrictOnNet", LimitMode.RestrictOnNet), ("barAll", LimitMode.BarAll)];

    public static readonly (string Name, NoticeWay Value)[] Ways = [("sms", NoticeWay.Sms), ("email", NoticeWay.Email)];

    public static readonly (string Name, OrderChannel Value)[] Channels =
        [("meeting", OrderChannel.Meeting), ("phone", OrderChannel.Phone), ("adviser", OrderChannel.Adviser)];

    public static readonly (string Name, Appointment Value)[] Appointments =
        [("owner", Appointment.Owner), ("byOwner", Appointment.ByOwner), ("byBoard", Appointment.ByBoard)];

    public static readonly (string Name, WeekDays Value)[] Days =
    [
        ("mon", WeekDays.Monday), ("tue", WeekDays.Tuesday), ("wed", WeekDays.Wednesday), ("thu", WeekDays.Thursday), ("fri", WeekDays.Friday),
        ("sat", WeekDays.Saturday), ("sun", WeekDays.Sunday),
    ];

    public static readonly (string Name, LoginRole Value)[] Roles =
        [("user", LoginRole.User), ("administrator", LoginRole.Administrator), ("owner", LoginRole.Owner)];

    public static readonly (string Name, DelegatedRights Value)[] ServiceRights = [("profiles", DelegatedRights.Profiles), ("services", DelegatedRights.Services)];

    public static readonly (string Name, DelegatedRights Value)[] BillingRights =
        [("costs", DelegatedRights.Costs), ("limits", DelegatedRights.Limits), ("notices", DelegatedRights.Notices)];

    public static readonly (string Name, OwnSettings Value)[] OwnSettings =
    [
        ("personalLine", Logins.OwnSettings.PersonalLine), ("notice", Logins.OwnSettings.Notice), ("voicemail", Logins.OwnSettings.Voicemail),
        ("topUp", Logins.OwnSettings.TopUp), ("softphonePassword", Logins.OwnSettings.SoftphonePassword),
    ];

    public static readonly (string Name, ServiceKind Value)[] Services = [.. Enum.GetValues<ServiceKind>().Select(s => (Camel(s.ToString()), s))];

    /// <summary>The classes that a profile can have rules for.</summary>
    public static readonly (string Name, NumberClass Value)[] Classes = [.. NumberClassSet.Barrable.Classes().Select(c => (Camel(c.ToString()), c))];

    public static string Of<T>((string Name, T Value)[] names, T value) => names.First(n => EqualityComparer<T>.Default.Equals(n.Value, value)).Name;

    /// <summary><c>08:30</c>; the end of a day is <c>24:00</c>.</summary>
    public static string Time(int minute) => string.Create(CultureInfo.InvariantCulture, $"{minute / 60:00}:{minute % 60:00}");

    /// <summary>Minute of the day, 0 to 1440; null when the text is no time.</summary>
    public static int? Time(string text) =>
        text is [>= '0' and <= '2', >= '0' and <= '9', ':', >= '0' and <= '5', >= '0' and <= '9']
            && (int.Parse(text.AsSpan(0, 2), CultureInfo.InvariantCulture) * 60) + int.Parse(text.AsSpan(3), CultureInfo.InvariantCulture) is var minute and <= 1440
            ? minute
            : null;

    private static string Camel(string name) => char.ToLowerInvariant(name[0]) + name[1..];
}
