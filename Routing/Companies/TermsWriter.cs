using PbxBridge.Charging.Cycles;
using PbxBridge.Charging.Limits;
using PbxBridge.Routing.Terms;

namespace PbxBridge.Routing.Companies;

/// <summary>Contract, services, activation, limits and notices to JSON.</summary>
internal static class TermsWriter
{
    public static void WriteContract(FileWriter file, Term contract)
    {
        if (contract != default)
        {
            file.Object("contract", () => Write(file, contract));
        }
    }

    public static void WriteServices(FileWriter file, ServiceTerms services)
    {
        if (services.Given is { } given)
        {
            file.List("services", given, s =>
            {
                file.Text("service", FileNames.Of(FileNames.Services, s.Service));
                Write(file, s.Term);
            });
        }
    }

    public static void WriteActivation(FileWriter file, Activation? activation)
    {
        if (activation is null)
        {
            return;
        }

        file.Object("activation", () =>
        {
            file.Text("channel", FileNames.Of(FileNames.Channels, activation.Channel));
            file.Optional("packageBought", activation.PackageBought);
            file.Optional("applicationReceived", activation.ApplicationReceived);
            file.Optional("administrator", activation.Administrator);
            file.Optional("basis", activation.Basis is { } basis ? FileNames.Of(FileNames.Appointments, basis) : null);
            WriteNotice(file, activation.Notice);
            file.Optional("activated", activation.Activated);
        });
    }

    public static void WriteNotice(FileWriter file, NoticeAddress? notice)
    {
        if (notice is not null)
        {
            file.Object("notice", () => Write(file, notice));
        }
    }

    public static void Write(FileWriter file, NoticeAddress notice)
    {
        file.Text("by", FileNames.Of(FileNames.Ways, notice.Way));
        file.Text("to", notice.To);
    }

    public static void WriteLimit(FileWriter file, CostLimit? limit)
    {
        if (limit is null)
        {
            return;
        }

        file.Object("limit", () =>
        {
            file.Amount("amount", limit.Amount);
            file.Json.WriteNumber("version", limit.Version);
            file.Text("mode", FileNames.Of(FileNames.LimitModes, limit.Mode));
            file.Json.WriteBoolean("cutsRunningCalls", limit.CutsRunning);
            file.Numbers("userThresholds", limit.UserThresholds);
            file.Numbers("administratorThresholds", limit.AdministratorThresholds);
        });
    }

    public static void WritePremium(FileWriter file, PremiumThreshold? premium)
    {
        if (premium is null)
        {
            return;
        }

        file.Object("premium", () =>
        {
            file.Amount("threshold", premium.Amount);
            if (premium.HighestCall is { } highest)
            {
                file.Amount("highestCall", highest);
            }
        });
    }

    public static void WriteCycles(FileWriter file, CycleSchedule cycles)
    {
        file.Json.WriteNumber("cycleDay", cycles.Day);
        file.Some("cycleChanges", cycles.Changes, c =>
        {
            file.Optional("from", c.From);
            file.Json.WriteNumber("day", c.Day);
        });
    }

    public static void WriteSim(FileWriter file, Sim? sim)
    {
        if (sim is null)
        {
            return;
        }

        file.Object("sim", () =>
        {
            file.Optional("subscription", sim.Subscription);
            file.Texts("services", sim.Services);
        });
    }

    private static void Write(FileWriter file, Term term)
    {
        file.Optional("from", term.From);
        file.Optional("to", term.To);
    }
}
