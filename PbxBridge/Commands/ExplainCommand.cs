using System.Text.Encodings.Web;
using System.Text.Json;
using PbxBridge.Calls;
using PbxBridge.Charges;
using PbxBridge.Configuration;
using PbxBridge.Hosting;
using PbxBridge.Routing.Areas;
using PbxBridge.Routing.Companies;
using PbxBridge.Routing.Numbering;
using PbxBridge.Routing.Plans;
using PbxBridge.Storage;

namespace PbxBridge.Commands;

/// <summary>What a call would do, from the same function as live calls; nobody is registered and every trunk is up.</summary>
internal static class ExplainCommand
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static int Run(CommandLine line, BridgeSettings settings, Store store, ProcessEdge edge)
    {
        if (line.Option("from") is not { Length: > 0 } from || line.Option("to") is not { Length: > 0 } to)
            throw new SettingsException(["The command explain needs --from and --to: explain --from 201 --to 600."]);
        CompaniesAt.Open(store, settings.Operator, edge, first: true, out var directory);
        if (line.Option("company") is { } wanted && directory.Company(wanted) is null)
            throw new StartException($"There is no company '{wanted}'; there are: {string.Join(", ", directory.Companies.Select(company => company.Id).Order().Take(20))}.");
        var request = SupposedCall.Of(directory, from, to, line.Option("company"), edge.Time.GetUtcNow());
        if (line.Option("cell") is { } cell)
        {
            request = request with
            {
                AccessNetwork = [new CellKey(cell).AsNetworkProvided() ?? throw new SettingsException([$"--cell is '{cell}'; it must be like eutran:260-02:1a2b:0c0ffee."])],
            };
        }

        if (line.Option("transfers") is { } transferee)
            request = SupposedCall.Transferring(request, SupposedCall.Of(directory, transferee, to, line.Option("company"), request.At));
        var plan = PlanOf(store, directory, request, edge.Time);
        var words = Words.Of(line);
        if (line.Has("json"))
            edge.Out.WriteLine(JsonSerializer.Serialize(Answer(plan, from, to, words), Json));
        else
            Write(edge.Out, plan, from, to, words);
        return 0;
    }

    /// <summary>What the call would do now, with what the store knows to be spent.</summary>
    internal static CallPlan PlanOf(Store store, CompanyDirectory directory, CallRequest request, TimeProvider time) =>
        CallPlanner.Plan(directory, request, new QuietPresence(), AccountsOf(store, directory, time));

    private static LiveAccounts AccountsOf(Store store, CompanyDirectory directory, TimeProvider time)
    {
        var accounts = new LiveAccounts(time);
        accounts.Use(directory);
        accounts.Put(StoredAccounts.Read(store, directory, time.GetUtcNow()), complete: accounts.Tick);
        return accounts;
    }

    private static void Write(TextWriter output, CallPlan plan, string from, string to, Words words)
    {
        output.WriteLine($"{from} → {to}");
        output.WriteLine($"  {words.Of("firma", "company"),-10} {plan.Company ?? "-"}");
        output.WriteLine($"  {words.Of("dzwoniący", "caller"),-10} {plan.Caller?.Value ?? words.Of("anonimowy", "anonymous")}");
        output.WriteLine($"  {words.Of("numer", "number"),-10} {plan.Called?.Value ?? "-"}");
        output.WriteLine($"  {words.Of("klasa", "class"),-10} {plan.Class} ({words.Of(NumberClassName.Of(plan.Class))})");
        if (plan.Quote is { } quote)
        {
            output.WriteLine($"  {words.Of("płaci", "payer"),-10} {PlanText.Of(quote.Payer, words)}");
            output.WriteLine($"  {words.Of("cena", "price"),-10} {PlanText.Of(quote.Row, words)}");
        }
        if (plan.Place is { Zone: { } zone })
            output.WriteLine($"  {words.Of("strefa", "zone"),-10} {zone}");
        output.WriteLine();
        var number = 0;
        foreach (var step in plan.Decisions)
        {
            var rule = step.Rule.Length == 0 ? "" : $" [{step.Rule}]";
            output.WriteLine($"  {++number,2} {step.Step,-14} {words.Of(step.Sentence)}{rule}");
        }

        output.WriteLine();
        output.WriteLine(words.Of("Wynik:", "Outcome:"));
        for (var i = 0; i < plan.Steps.Length; i++)
            output.WriteLine($"  {i + 1}. {PlanText.Of(plan.Steps[i], words)}");
    }

    private static object Answer(CallPlan plan, string from, string to, Words words) => new
    {
        From = from,
        To = to,
        plan.Company,
        Caller = plan.Caller?.Value,
        Number = plan.Called?.Value,
        Class = plan.Class.ToString(),
        plan.IsPrivate,
        Payer = plan.Quote?.Payer.Kind.ToString(),
        Price = plan.Quote?.Row?.Item.ToString(),
        plan.Place.Zone,
        Decisions = plan.Decisions.Select(step => new { step.Step, step.Input, step.Rule, step.Outcome, Sentence = words.Of(step.Sentence) }),
        Outcome = plan.Steps.Select(step => new
        {
            Step = step.GetType().Name,
            Text = PlanText.Of(step, words),
            Legs = PlanText.Legs(step),
            Status = step switch
            {
                PlanStep.Reject { Cause: { } cause } => CauseToStatus.Of(cause).Status,
                PlanStep.Announce { Then: var then } => CauseToStatus.Of(then).Status,
                _ => (int?)null,
            },
        }),
    };

    private sealed class QuietPresence : IPresence
    {
        public bool IsRegistered(string company, string user) => false;

        public bool IsTrunkUp(string trunk) => true;

        public int ConcurrentSetups(PhoneNumber caller, PhoneNumber called) => 0;
    }
}
