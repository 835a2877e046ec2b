using System.Collections.Immutable;
using PbxBridge.Charging.Cycles;
using PbxBridge.Charging.Limits;
using PbxBridge.Routing.Terms;

namespace PbxBridge.Routing.Companies;

/// <summary>Contract, services, activation, limits and notices in a company file.</summary>
internal static class TermsReader
{
    public static ServiceTerms ReadServices(FileObject file) => file.Has("services")
        ? new([.. file.Objects("services", CompanyFields.Service).Select(ReadService)])
        : ServiceTerms.Everything;

    public static ServiceSet ReadServicesOff(FileObject employee)
    {
        var off = default(ServiceSet);
        foreach (var service in employee.Choices("servicesOff", FileNames.Services))
        {
            off = off.With(service);
        }

        return off;
    }

    public static Term ReadTerm(FileObject term) => new(term.Date("from"), term.Date("to"));

    public static Activation ReadActivation(FileObject activation) => new()
    {
        Channel = activation.Required("channel") ? activation.Choice("channel", OrderChannel.Meeting, FileNames.Channels) : OrderChannel.Meeting,
        PackageBought = activation.Date("packageBought"),
        ApplicationReceived = activation.Date("applicationReceived"),
        Administrator = activation.OptionalText("administrator"),
        Basis = activation.Has("basis") ? activation.Choice("basis", Appointment.Owner, FileNames.Appointments) : null,
        Notice = ReadNotice(activation),
        Activated = activation.Date("activated"),
    };

    public static NoticeAddress? ReadNotice(FileObject owner) =>
        owner.Object("notice", CompanyFields.Notice) is { } notice ? ReadAddress(notice) : null;

    public static ImmutableArray<NoticeAddress> ReadNotices(FileObject file) =>
        file.Has("notices") ? [.. file.Objects("notices", CompanyFields.Notice).Select(ReadAddress)] : [];

    public static CostLimit? ReadLimit(FileObject owner)
    {
        if (owner.Object("limit", CompanyFields.Limit) is not { } limit)
        {
            return null;
        }

        var amount = limit.Required("amount") ? limit.Amount("amount") : null;
        return new()
        {
            Amount = amount ?? default,
            Mode = limit.Choice("mode", LimitMode.NotifyOnly, FileNames.LimitModes),
            CutsRunning = limit.Flag("cutsRunningCalls", false),
            Version = limit.Whole("version", 1, int.MaxValue) ?? 1,
            UserThresholds = limit.WholeNumbers("userThresholds", CostLimit.LowestThreshold, CostLimit.HighestThreshold),
            AdministratorThresholds = limit.WholeNumbers("administratorThresholds", CostLimit.LowestThreshold, CostLimit.HighestThreshold),
        };
    }

    public static CycleSchedule ReadCycles(FileObject file)
    {
        var changes = file.Objects("cycleChanges", CompanyFields.CycleChange).Select(ReadChange).ToImmutableArray();
        return new(file.Whole("cycleDay", 1, CycleSchedule.LastDay) ?? 1, changes.IsEmpty ? [] : changes);
    }

    public static Sim? ReadSim(FileObject employee) => employee.Object("sim", CompanyFields.Sim) is { } sim
        ? new(sim.OptionalText("subscription"), [.. sim.Texts("services")])
        : null;

    public static PremiumThreshold? ReadPremium(FileObject owner)
    {
        if (owner.Object("premium", CompanyFields.Premium) is not { } premium)
        {
            return null;
        }

        var amount = premium.Required("threshold") ? premium.Amount("threshold") : null;
        if (amount is { } chosen && !PremiumThreshold.Amounts.Contains(chosen))
        {
            var choices = string.Join(", ", PremiumThreshold.Amounts.Select(a => a.Amount.ToString("0", System.Globalization.CultureInfo.InvariantCulture)));
            premium.Fault("threshold", $"dozwolone: {choices}", $"allowed: {choices}", "§6.6");
        }

        return new(amount ?? default, premium.Amount("highestCall"));
    }

    private static CycleChange ReadChange(FileObject change)
    {
        var from = change.Required("from") ? change.Date("from") : null;
        return new(from ?? default, change.Required("day") ? change.Whole("day", 1, CycleSchedule.LastDay) ?? 1 : 1);
    }

    private static ServiceTerm ReadService(FileObject service)
    {
        service.Required("service");
        return new(service.Choice("service", ServiceKind.Limits, FileNames.Services), ReadTerm(service));
    }

    private static NoticeAddress ReadAddress(FileObject notice)
    {
        notice.Required("by");
        return new(notice.Choice("by", NoticeWay.Sms, FileNames.Ways), notice.Text("to"));
    }
}
