using PbxBridge.Charging.Vouchers;
using PbxBridge.Storage;
using PbxBridge.Storage.Accounts;
using PbxBridge.Storage.Vouchers;
using PbxBridge.Tests.Hosting;

namespace PbxBridge.Tests.Commands;

/// <summary>VCH-1…4 on the command line.</summary>
public sealed class VouchersCommandTests : IDisposable
{
    private const string Secret = "0123456789abcdef0123456789abcdef";
    private static readonly AccountKey Piotr = AccountKey.Prepaid("przyklad", "piotr");

    private readonly ProgramRun _run = new();

    private string File => Path.Combine(_run.Folder, "coupons.csv");

    [Fact]
    public async Task A_batch_is_printed_once_into_a_file_for_its_owner_alone()
    {
        Assert.True(await Make("3") == 0, _run.Error.ToString());
        Assert.Equal(
            [
                $"Batch 1: 3 vouchers of PLN 25.00, valid until 2199-12-31. The codes are in {File} and nowhere else.",
                "They can be redeemed after `vouchers activate --batch 1`.",
            ],
            Lines.Select(line => line.Replace('\u00A0', ' ')));
        var rows = await System.IO.File.ReadAllLinesAsync(File);
        Assert.Equal("serial,code,value,valid_until", rows[0]);
        Assert.Equal(4, rows.Length);
        Assert.Matches(@"^1-000003,\d{14},25\.00,2199-12-31$", rows[3]);
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, System.IO.File.GetUnixFileMode(File));
        foreach (var kept in Directory.EnumerateFiles(Path.Combine(_run.Folder, "data")))
            Assert.All(rows.Skip(1), row => Assert.DoesNotContain(row.Split(',')[1], Read(kept), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Codes_count_from_activation_until_they_are_blocked_and_show_tells_which_did()
    {
        Assert.Equal(0, await Make("3"));
        var codes = (await System.IO.File.ReadAllLinesAsync(File)).Skip(1).Select(row => row.Split(',')[1]).ToArray();
        Assert.IsType<RedemptionAnswer.Refused>(Redeem(codes[0]));
        Assert.Equal(0, await Vouchers("activate", "--batch", "1"));
        Assert.IsType<RedemptionAnswer.Redeemed>(Redeem(codes[0]));
        _run.Out.GetStringBuilder().Clear();
        Assert.Equal(0, await Vouchers("block", "--batch", "1"));
        Assert.IsType<RedemptionAnswer.Refused>(Redeem(codes[1]));
        Assert.Equal(0, await Vouchers("show", "--batch", "1"));
        Assert.Equal("Blocked 2 vouchers of batch 1; 1 were redeemed before.", Lines[0]);
        Assert.Matches(@"^1-000001 +redeemed \d{4}-\d\d-\d\d \d\d:\d\d:\d\d przyklad$", Lines[2]);
        Assert.Matches("^1-000002 +blocked$", Lines[3]);
        Assert.DoesNotContain(codes[0], _run.Out.ToString(), StringComparison.Ordinal);
        Assert.Equal(0, await Vouchers("list"));
        Assert.Matches(@"^1 +25\.00 +3 +0 +0 +1 +2 +2199-12-31 ", Lines[^1]);
    }

    [Fact]
    public async Task Active_makes_them_good_at_once()
    {
        Assert.Equal(0, await Make("1", "--active"));
        Assert.Equal("Activated 1 vouchers of batch 1.", Lines[^1]);
        Assert.IsType<RedemptionAnswer.Redeemed>(Redeem((await System.IO.File.ReadAllLinesAsync(File))[1].Split(',')[1]));
    }

    [Fact]
    public async Task Without_a_secret_nothing_is_made_and_its_key_is_named()
    {
        Assert.Equal(2, await _run.Run("vouchers", "make", "--count", "1", "--value", "25", "--expires", "2199-12-31", "--out", "coupons.csv"));
        Assert.StartsWith("The setting Vouchers:Secret is empty", Assert.Single(_run.Faults), StringComparison.Ordinal);
        Assert.False(System.IO.File.Exists(File));
        _run.Error.GetStringBuilder().Clear();
        Assert.Equal(2, await _run.Run("vouchers", "list", "Vouchers:Secret=tooshort"));
        Assert.Equal("The setting Vouchers:Secret is too short; it must have at least 32 characters (command line).", Assert.Single(_run.Faults));
    }

    [Fact]
    public async Task Another_secret_than_that_of_the_first_batch_is_refused_and_check_tells()
    {
        Assert.Equal(0, await Make("1"));
        System.IO.File.Delete(File);
        _run.Environment["PBXBRIDGE_Vouchers__Secret"] = new string('x', 32);
        Assert.Equal(1, await Make("1"));
        Assert.StartsWith("The vouchers of this store were made with another Vouchers:Secret", Assert.Single(_run.Faults), StringComparison.Ordinal);
        Assert.False(System.IO.File.Exists(File));
        Assert.Equal(1, await _run.Run("check"));
        Assert.Contains(_run.Faults, fault => fault.StartsWith("The vouchers of this store were made with another Vouchers:Secret", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Every_wrong_option_gets_a_sentence_and_nothing_is_made()
    {
        Assert.Equal(2, await Vouchers("make", "--count", "0", "--value", "26", "--expires", "2020-01-01"));
        Assert.Equal(
            [
                "--count is '0'; it must be a number from 1 to 100000.",
                "--value is '26'; there are vouchers of 5, 10, 25, 30, 50, 100, 200 zł.",
                "--expires is '2020-01-01'; it must be a day YYYY-MM-DD, not before today.",
                "--out FILE is missing; it gets the codes, which will be nowhere else.",
            ],
            _run.Faults);
        Assert.Equal(0, await Vouchers("list", "--lang", "pl"));
        Assert.Equal("Nie ma kuponów.", Assert.Single(Lines));
    }

    [Fact]
    public async Task A_file_that_is_there_is_not_written_over()
    {
        await System.IO.File.WriteAllTextAsync(File, "mine");
        Assert.Equal(1, await Make("1"));
        Assert.Equal("mine", await System.IO.File.ReadAllTextAsync(File));
        Assert.Contains("is there already", Assert.Single(_run.Faults), StringComparison.Ordinal);
        using var store = Open();
        Assert.Empty(store.Vouchers.Batches());
    }

    [Theory]
    [InlineData(2, "vouchers does not know 'mkae'; there is make, list, show, activate, block, unlock.", "mkae")]
    [InlineData(2, "vouchers show needs --batch NUMBER.", "show")]
    [InlineData(1, "There is no batch '7'; `vouchers list` lists them.", "block", "--batch", "7")]
    [InlineData(2, "vouchers unlock needs --company COMPANY --number NUMBER.", "unlock")]
    [InlineData(1, "There is no company 'nobody'; the store is empty.", "unlock", "--company", "nobody", "--number", "202")]
    public async Task What_is_not_understood_is_said(int code, string sentence, params string[] args)
    {
        Assert.Equal(code, await Vouchers(args));
        Assert.Equal(sentence, Assert.Single(_run.Faults));
    }

    [Fact]
    public async Task A_locked_employee_is_let_in_again()
    {
        Assert.Equal(0, await _run.Run("import", ProgramRun.DemoFile));
        for (var n = 0; n < 5; n++)
            Redeem($"wrong {n}");
        Assert.Equal(0, await Vouchers("unlock", "--company", "przyklad", "--number", "202"));
        Assert.StartsWith("Piotr Zieliński may top up again; the lock would have lasted until ", Lines[^1], StringComparison.Ordinal);
        Assert.IsType<RedemptionAnswer.Refused>(Redeem("wrong"));
        Assert.Equal(0, await Vouchers("unlock", "--company", "przyklad", "--number", "+48601000202"));
        Assert.Equal("Piotr Zieliński was not locked out.", Lines[^1]);
        Assert.Equal(1, await Vouchers("unlock", "--company", "przyklad", "--number", "299"));
        Assert.Equal("The company przyklad has no employee '299'.", Assert.Single(_run.Faults));
    }

    public void Dispose() => _run.Dispose();

    private string[] Lines => _run.Out.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);

    private Task<int> Make(string count, params string[] more) =>
        Vouchers(["make", "--count", count, "--value", "25", "--expires", "2199-12-31", "--out", "coupons.csv", .. more]);

    private Task<int> Vouchers(params string[] args)
    {
        _run.Environment.TryAdd("PBXBRIDGE_Vouchers__Secret", Secret);
        return _run.Run(["vouchers", .. args]);
    }

    private RedemptionAnswer Redeem(string code)
    {
        using var store = Open();
        return new TopUps(store, new VoucherPepper(System.Text.Encoding.UTF8.GetBytes(Secret)))
            .Redeem(new TopUpRequest(Piotr, code, Guid.NewGuid().ToString(), "test"));
    }

    private Store Open() => Store.Open(new StoreOptions { Path = Path.Combine(_run.Folder, "data", "pbxbridge.db") }, TimeProvider.System);

    private static string Read(string path) => System.Text.Encoding.Latin1.GetString(System.IO.File.ReadAllBytes(path));
}
