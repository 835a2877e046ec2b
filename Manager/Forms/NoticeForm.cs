using PbxBridge.Routing.Terms;

namespace PbxBridge.Manager.Forms;

/// <summary>Where somebody is told: a channel, and a number or an address.</summary>
internal static class NoticeForm
{
    /// <summary>Null: nowhere.</summary>
    public static NoticeAddress? Read(FormReader form) => form.Text("by") switch
    {
        "sms" => new(NoticeWay.Sms, form.Number("to", new("Numer", "Number"))?.Value ?? ""),
        "email" => new(NoticeWay.Email, form.Text("to")),
        _ => null,
    };
}
