using PbxBridge.Charging.Amounts;
using PbxBridge.Charging.Limits;
using PbxBridge.Manager.Forms;
using PbxBridge.Routing.Plans;

namespace PbxBridge.Manager.Employees;

/// <summary>Reads what is typed of limits.</summary>
internal static class LimitForm
{
    public static readonly Sentence NoAmount = new("Podaj kwotę limitu.", "Give the amount of the limit.");

    public static readonly Sentence UserThresholds = new("Progi użytkownika", "Thresholds of the user");

    private static readonly Sentence AdministratorThresholds = new("Progi administratora", "Thresholds of the administrator");

    /// <summary>Null: nothing was typed, or it cannot be read.</summary>
    public static Money? Amount(FormReader form) => form.Amount("amount", new("Limit", "Limit"));

    /// <summary>Of the parts that the form has: who may change thresholds alone is shown no money.</summary>
    public static LimitChange Read(FormReader form) => new()
    {
        Amount = form.IsOn("amount") ? Amount(form) : null,
        Mode = form.IsOn("mode") ? form.Text("mode") switch { "bar" => LimitMode.BarAll, "restrict" => LimitMode.RestrictOnNet, _ => LimitMode.NotifyOnly } : null,
        CutsRunning = form.IsOn("mode") ? form.IsOn("cuts") : null,
        UserThresholds = form.IsOn("user") ? form.Percents("user", UserThresholds) : null,
        AdministratorThresholds = form.IsOn("administrator") ? form.Percents("administrator", AdministratorThresholds) : null,
    };
}
