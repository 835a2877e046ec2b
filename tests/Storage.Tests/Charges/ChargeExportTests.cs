using System.Security.Cryptography;
using System.Text;
using Dapper;
using PbxBridge.Charging.Amounts;
using PbxBridge.Routing.Areas;
using PbxBridge.Storage.Calls;
using PbxBridge.Storage.Charges;
using PbxBridge.Storage.Tests.Postgres;

namespace PbxBridge.Storage.Tests.Charges;

/// <summary>CDR-1: files for the operator's billing.</summary>
public abstract class ChargeExportTests(PostgresCluster? server) : IDisposable
{
    private readonly TemporaryStore _temporary = new(server);

    private ChargeExport Export => _temporary.Store.Export;

    [StoreFact]
    public async Task A_file_has_a_header_a_line_a_charge_and_a_trailer_with_count_sum_and_checksum()
    {
        await Write(1, 2, 3);
        var file = Export.Begin("1");
        Assert.Equal(new ChargeFile("1", 1, 1, 3, _temporary.Time.GetUtcNow()), file);
        Assert.Equal("PBXB_1_00000001.csv", file?.Name);
        var lines = Lines(file!);
        Assert.Equal("H,3,1,1,1,3,2026-03-01T12:00:00.000Z", lines[0]);
        Assert.Equal(
            "C,number,session,leg,part,call,company,payer,billing,caller,dialled,called,direction,service,number_class,started_at,answered_at,ended_at,cycle,booked_cycle,"
            + "rate_class,price_item,billed_s,net,gross,vat,currency,debited,closing,sip_status,q850,offline,numbering,"
            + "zone,area_applied,location_source,limit_before,limit_after,employee",
            lines[1]);
        Assert.Equal(
            $"C,2,{SampleCharge.Id(2)},1,0,{SampleCharge.Id(2)},przyklad,+48601000201,Business,+48601000101,600,+48600000001,Internal,CompanyLine,OnNet,2026-03-01T12:00:00.000Z,"
            + "2026-03-01T12:00:04.321Z,2026-03-01T12:01:05.000Z,2026-02-28T23:00:00.000Z,2026-02-28T23:00:00.000Z,MobileOther,cennik/3/mobile,61,0.2948,0.3626,23,PLN,,Normal,200,16,0,,,0,,,,anna",
            lines[3]);
        Assert.Equal(6, lines.Length);
        var before = Encoding.UTF8.GetBytes(string.Concat(lines[..5].Select(line => line + "\n")));
        Assert.Equal($"T,3,0.8844,{Convert.ToHexStringLower(SHA256.HashData(before))}", lines[5]);
    }

    [StoreFact]
    public async Task Files_follow_each_other_without_gap_or_overlap_and_only_when_there_is_something_new()
    {
        Assert.Null(Export.Begin("1"));
        await Write(1, 2, 3, 2, 1);
        Assert.Equal((1, 1, 2), Numbers(Export.Begin("1", most: 2)));
        await Write(3, 4);
        Assert.Equal((2, 3, 4), Numbers(Export.Begin("1", most: 2)));
        Assert.Null(Export.Begin("1"));
        Assert.Equal([1L, 2L], Export.Files("1").Select(file => file.File));
        Assert.Empty(Export.Files("2"));
    }

    [StoreFact]
    public async Task A_file_sent_again_has_the_same_name_and_octets()
    {
        await Write(1, 2);
        var file = Export.Begin("1")!;
        var folder = Path.Combine(_temporary.Folder, "export");
        var path = Export.Write(file, folder);
        var first = await File.ReadAllBytesAsync(path);
        await Write(3);
        _temporary.Time.Advance(TimeSpan.FromDays(3));
        _temporary.Reopen();
        Assert.Equal(path, Export.Write(Export.Files("1")[0], folder));
        Assert.Equal(first, await File.ReadAllBytesAsync(path));
        Assert.Equal([path], Directory.GetFiles(folder));
    }

    [StoreFact]
    public async Task A_file_of_an_earlier_form_keeps_its_columns()
    {
        await Write(1);
        var file = Export.Begin("1")!;
        _temporary.Store.Database.Read(db => db.Execute("UPDATE charge_file SET form = 1"));
        var lines = Lines(Assert.Single(Export.Files("1")));
        Assert.StartsWith("H,1,", lines[0], StringComparison.Ordinal);
        Assert.EndsWith(",numbering", lines[1], StringComparison.Ordinal);
        Assert.EndsWith(",Normal,200,16,0,", lines[2], StringComparison.Ordinal);
        Assert.EndsWith(",0,,,0,,,,anna", Lines(file)[2], StringComparison.Ordinal);
    }

    [StoreFact]
    public async Task A_private_call_on_the_companys_bill_has_its_mark_its_cost_and_a_masked_number()
    {
        await using (var writer = _temporary.Writer())
            writer.TryEnqueue(SampleCharge.Call(1) with { Billing = Billing.PrivateFlagged, Dialled = "501234567", Called = new("+48501234567"), Charges = [SampleCharge.Leg(SampleCharge.Anna) with { Billing = Billing.PrivateFlagged }] });
        var line = Lines(Export.Begin("1")!)[2];
        Assert.Contains(",PrivateFlagged,+48601000101,501xxxxxx,+48501xxxxxx,", line, StringComparison.Ordinal);
        Assert.Contains(",0.2948,0.3626,", line, StringComparison.Ordinal);
    }

    [StoreFact]
    public async Task Zone_and_limit_of_a_leg_are_in_its_line_and_a_leg_that_was_sent_on_has_no_place()
    {
        var place = new CallerPlace { Source = PlaceSource.Cell, Access = "3GPP-NR-FDD", Cell = new CellKey("nr:260-02:1:2"), Zone = "siedziba", AreaCode = "22" };
        var leg = SampleCharge.Leg(SampleCharge.Anna) with { InArea = true, LimitUse = (Money.Of(10), Money.Of(10.2948m)) };
        await using (var writer = _temporary.Writer())
            writer.TryEnqueue(SampleCharge.Call(1) with { Place = place, Charges = [leg with { Leg = 0 }, leg with { InArea = false, LimitUse = null }] });
        var lines = Lines(Export.Begin("1")!);
        Assert.EndsWith(",siedziba,1,Cell,10.0000,10.2948,anna", lines[2], StringComparison.Ordinal);
        Assert.EndsWith(",,0,,,,anna", lines[3], StringComparison.Ordinal);
        var charge = _temporary.Store.Charges.OfCall(SampleCharge.Id(1))[0];
        Assert.Equal(("siedziba", true, PlaceSource.Cell, (Money.Of(10), Money.Of(10.2948m))), (charge.Zone, charge.InArea, charge.Place, charge.LimitUse));
    }

    [StoreFact]
    public async Task Each_node_numbers_its_own_charges()
    {
        await Write(1, 2);
        using (var second = Store.Open(_temporary.Options with { Node = "2" }, _temporary.Time))
        await using (var writer = new CallRecordWriter(second, Microsoft.Extensions.Logging.Abstractions.NullLogger<CallRecordWriter>.Instance))
            writer.TryEnqueue(SampleCharge.Call(3));
        Assert.Equal(((1, 1, 2), (1, 1, 1)), (Numbers(Export.Begin("1")), Numbers(Export.Begin("2"))));
        Assert.Equal("PBXB_2_00000001.csv", Export.Files("2")[0].Name);
    }

    [StoreFact]
    public async Task Many_writers_of_one_node_leave_no_gap()
    {
        await using (var one = _temporary.Writer())
        await using (var other = new CallRecordWriter(_temporary.Store, Microsoft.Extensions.Logging.Abstractions.NullLogger<CallRecordWriter>.Instance))
        {
            Parallel.For(0, 300, n => (n % 2 == 0 ? one : other).TryEnqueue(SampleCharge.Call(n % 200)));
        }

        var file = Export.Begin("1")!;
        Assert.Equal((1L, 200L), (file.First, file.Last));
        Assert.Equal(Enumerable.Range(1, 200).Select(n => $"{n}"), Lines(file)[2..^1].Select(line => line.Split(',')[1]));
    }

    [StoreFact]
    public async Task New_charges_are_written_once_in_files_that_follow_each_other()
    {
        var folder = Path.Combine(_temporary.Folder, "billing");
        Assert.Empty(Export.WriteNew("1", folder));
        await Write(1, 2, 3);
        Assert.Equal([(1, 1, 2), (2, 3, 3)], Export.WriteNew("1", folder, most: 2).Select(Numbers));
        Assert.Empty(Export.WriteNew("1", folder));
        await Write(4);
        _temporary.Reopen();
        Assert.Equal([(3, 4, 4)], Export.WriteNew("1", folder).Select(Numbers));
        Assert.Equal(["PBXB_1_00000001.csv", "PBXB_1_00000002.csv", "PBXB_1_00000003.csv"], Directory.GetFiles(folder).Select(Path.GetFileName).Order());
    }

    [StoreFact]
    public async Task A_file_that_was_begun_and_not_written_comes_first_the_next_time()
    {
        await Write(1, 2);
        var blocked = Path.Combine(_temporary.Folder, "blocked");
        await File.WriteAllTextAsync(blocked, "not a folder");
        Assert.ThrowsAny<IOException>(() => Export.WriteNew("1", blocked).ToArray());
        await Write(3);
        File.Delete(blocked);
        Assert.Equal([(1, 1, 2), (2, 3, 3)], Export.WriteNew("1", blocked).Select(Numbers));
        // What was taken away after it was written is not written again.
        File.Delete(Path.Combine(blocked, "PBXB_1_00000001.csv"));
        Assert.Empty(Export.WriteNew("1", blocked));
    }

    [StoreFact]
    public async Task A_value_with_a_comma_is_quoted()
    {
        await using (var writer = _temporary.Writer())
            writer.TryEnqueue(SampleCharge.Call(1) with { Dialled = "a,\"b" });
        Assert.Contains(",\"a,\"\"b\",", Lines(Export.Begin("1")!)[2], StringComparison.Ordinal);
    }

    public void Dispose()
    {
        _temporary.Dispose();
        GC.SuppressFinalize(this);
    }

    private static (long, long, long) Numbers(ChargeFile? file) => (file!.File, file.First, file.Last);

    private string[] Lines(ChargeFile file)
    {
        using var output = new MemoryStream();
        Export.Write(file, output);
        return Encoding.UTF8.GetString(output.ToArray()).TrimEnd('\n').Split('\n');
    }

    private async Task Write(params int[] calls)
    {
        await using var writer = _temporary.Writer();
        foreach (var call in calls)
            writer.TryEnqueue(SampleCharge.Call(call));
        await writer.FlushAsync(default);
    }

    public sealed class OnSqlite() : ChargeExportTests((PostgresCluster?)null);

    [Collection(PostgresCluster.Name)]
    public sealed class OnPostgres(PostgresCluster server) : ChargeExportTests(server);
}
