using System.Text;
using PbxBridge.Routing.Numbering;
using PbxBridge.Routing.Plans;
using PbxBridge.Storage.Calls;
using PbxBridge.Storage.Charges;
using PbxBridge.Storage.Tests.Postgres;

namespace PbxBridge.Storage.Tests.Calls;

/// <summary>D9: what is written of private calls.</summary>
public abstract class PrivateCallTests(PostgresCluster? server) : IDisposable
{
    private readonly TemporaryStore _temporary = new(server);
    private readonly PackedFlowPool _pool = new();

    [StoreFact]
    public async Task The_number_of_a_private_call_is_nowhere_in_the_record_its_decisions_or_its_messages()
    {
        var record = Private(Billing.PrivateFlagged);
        await Write(record);
        var read = _temporary.Store.Calls.Find(record.Id);
        Assert.NotNull(read);
        Assert.Equal(("0501xxxxxx*", "+48501xxxxxx", "+48501xxxxxx", Billing.PrivateFlagged), (read.Dialled, read.Called?.Value, read.AnsweredBy, read.Billing));
        Assert.Equal("+48501xxxxxx", read.Attempts[0].Target);
        Assert.Equal("Number 501 xxx xxx is a mobile number.", read.Decisions[0].Sentence.English);
        Assert.Equal("INVITE sip:+48501xxxxxx@b;x=501-xxx-xxx SIP/2.0\r\nTo: <tel:%34%38%35%30%31%78xxxx%78>\r\n\r\n", Encoding.ASCII.GetString(read.Flow[0].Raw.Span));
        Assert.Equal("+48501xxxxxx", Assert.Single(_temporary.Store.Charges.OfCall(record.Id)).Called?.Value);
        AssertNowhere("501222333");
    }

    [StoreFact]
    public async Task A_call_on_the_employees_own_account_is_not_in_the_companys_list_and_in_that_of_support_it_is_masked()
    {
        await Write(Private(Billing.PrivatePrepaid));
        Assert.Empty(_temporary.Store.Calls.Last(10, new CallFilter(Company: "przyklad")));
        Assert.Equal("+48501xxxxxx", Assert.Single(_temporary.Store.Calls.Last(10)).Called?.Value);
        Assert.Empty(_temporary.Store.Charges.InCycle("przyklad", SampleCharge.Cycle.Start));
        Assert.Empty(_temporary.Store.Charges.Totals("przyklad", SampleCharge.Cycle.Start));
        Assert.Single(_temporary.Store.Charges.OwnPrivate("przyklad", "anna", 10));
        Assert.Empty(_temporary.Store.Charges.OwnPrivate("przyklad", "piotr", 10));
    }

    [StoreFact]
    public async Task A_private_call_without_answer_is_as_hidden_as_one_with()
    {
        var record = Private(Billing.PrivatePrepaid) with { Charges = [], AnsweredAt = null };
        await Write(record);
        Assert.Equal(Billing.PrivatePrepaid, Assert.Single(_temporary.Store.Charges.OfCall(record.Id)).Billing);
        Assert.Empty(_temporary.Store.Calls.Last(10, new CallFilter(Company: "przyklad")));
    }

    [StoreFact]
    public async Task A_flagged_call_is_in_the_companys_list_and_on_its_bill_with_the_mark()
    {
        await Write(Private(Billing.PrivateFlagged));
        Assert.Single(_temporary.Store.Calls.Last(10, new CallFilter(Company: "przyklad")));
        Assert.Equal(Billing.PrivateFlagged, Assert.Single(_temporary.Store.Charges.InCycle("przyklad", SampleCharge.Cycle.Start, "anna")).Billing);
    }

    [StoreFact]
    public async Task What_a_running_call_hands_over_is_masked_too()
    {
        await using var writer = _temporary.Writer();
        var record = Private(Billing.PrivateFlagged);
        writer.TryEnqueue(new CallPart(record.Id, Flow(), record.Decisions, ["+48501222333"]));
        writer.TryEnqueue(record with { Decisions = [], Packed = null });
        await writer.FlushAsync(default);
        AssertNowhere("501222333");
        Assert.Equal("Number 501 xxx xxx is a mobile number.", _temporary.Store.Calls.Find(record.Id)?.Decisions[0].Sentence.English);
    }

    [StoreFact]
    public async Task A_number_that_the_call_was_forwarded_to_is_masked_when_it_is_named()
    {
        await Write(Private(Billing.PrivateFlagged) with { AnsweredBy = "+493012345678", PrivateNumbers = ["+493012345678"] });
        Assert.Equal("+493xxxxxxxxx", _temporary.Store.Calls.Last(1)[0].AnsweredBy);
    }

    // VCH-2: a voucher's code is dialled in a call that is not private.
    [StoreFact]
    public async Task A_secret_that_was_dialled_is_masked_in_any_call()
    {
        await Write(Private(Billing.Free) with { Dialled = "sip:*111*12345678901237%23@192.0.2.1", PrivateNumbers = ["12345678901237"] });
        Assert.Equal("sip:*111*123xxxxxxxxxxx%23@192.0.2.1", _temporary.Store.Calls.Last(1)[0].Dialled);
        AssertNowhere("12345678901237");
    }

    [StoreFact]
    public async Task A_business_call_is_written_as_it_is()
    {
        await Write(Private(Billing.Business));
        Assert.Equal("0501222333*", _temporary.Store.Calls.Last(1)[0].Dialled);
    }

    public void Dispose()
    {
        _temporary.Dispose();
        GC.SuppressFinalize(this);
    }

    private CallRecord Private(Billing billing) => SampleCall.Record(SampleCharge.Id(1)) with
    {
        Billing = billing,
        Dialled = "0501222333*",
        Called = new PhoneNumber("+48501222333"),
        AnsweredBy = "+48501222333",
        Attempts = [new("B1", "+48501222333", CallCause.Cleared, 200, TimeSpan.Zero)],
        Decisions = [new("number", "0501222333", "NUM-4", "+48501222333", new Sentence("Numer 501 222 333 jest komórkowy.", "Number 501 222 333 is a mobile number."))],
        Packed = Flow(),
        Charges = [SampleCharge.Leg(SampleCharge.Anna) with { Billing = billing }],
    };

    private PackedFlow Flow()
    {
        var flow = _pool.Take();
        flow.Add(0, "A", false, "udp:192.0.2.1:5060", "INVITE sip:+48501222333@b;x=501-222-333 SIP/2.0\r\nTo: <tel:%34%38%35%30%31%322233%33>\r\n\r\n"u8);
        return flow;
    }

    private async Task Write(CallRecord record)
    {
        await using var writer = _temporary.Writer();
        writer.TryEnqueue(record);
        await writer.FlushAsync(default);
    }

    /// <summary>In no text of the record, whatever signs stand between the digits.</summary>
    private void AssertNowhere(string digits)
    {
        var read = _temporary.Store.Calls.Find(SampleCharge.Id(1));
        Assert.NotNull(read);
        var all = string.Join('\n',
            read.Dialled, read.Called, read.AnsweredBy, read.CallerShown,
            string.Join('\n', read.Attempts.Select(attempt => attempt.Target)),
            string.Join('\n', read.Decisions.Select(step => $"{step.Input}\n{step.Rule}\n{step.Outcome}\n{step.Sentence.Polish}\n{step.Sentence.English}")),
            string.Join('\n', read.Flow.Select(message => message.FirstLine + "\n" + Encoding.UTF8.GetString(message.Raw.Span))));
        Assert.DoesNotContain(digits, string.Concat(Uri.UnescapeDataString(all).Where(char.IsAsciiLetterOrDigit)), StringComparison.Ordinal);
    }

    public sealed class OnSqlite() : PrivateCallTests((PostgresCluster?)null);

    [Collection(PostgresCluster.Name)]
    public sealed class OnPostgres(PostgresCluster server) : PrivateCallTests(server);
}
