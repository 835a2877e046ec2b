using PbxBridge.Routing.Numbering;

namespace PbxBridge.Routing.Tests.Numbering;

public sealed class NumberingReaderTests
{
    [Fact]
    public void Shipped_files_have_no_fault()
    {
        var reading = NumberingReader.Read(ShippedNumbering.Numbers, ShippedNumbering.Areas, ShippedNumbering.Countries, ShippedNumbering.Day);
        Assert.Empty(reading.Faults);
        Assert.Equal(49, reading.Data!.Areas.Length);
        Assert.Equal(14, reading.Data.EmergencyNumbers.Length);
        Assert.Equal(12, reading.Data.Version.Length);
    }

    [Theory]
    [InlineData("short\t112\t3\tEMERGENC\t\t1\t1\t0", "column class")]
    [InlineData("short\t11a\t3\tEMERGENCY\t\t1\t1\t0", "column prefix")]
    [InlineData("short\t113\tx\tEMERGENCY\t\t1\t1\t0", "column length")]
    [InlineData("short\t113\t5-3\tEMERGENCY\t\t1\t1\t0", "column length")]
    [InlineData("short\t113\t3\tEMERGENCY\t\t2\t1\t0", "column always_allowed")]
    [InlineData("short\t113\t3\tEMERGENCY\t\t1\t1", "column default_barred")]
    [InlineData("e164\t113\t3\tEMERGENCY\t\t1\t1\t0", "column scope")]
    [InlineData("short\t113\t3\tEMERGENCY\t\t1\t1\t0\t2020-13-01", "column valid_from")]
    [InlineData("short\t113\t3\tEMERGENCY\t\t1\t1\t0\t2020-02-01\t2020-01-01", "column valid_to")]
    [InlineData("short\t112\t3\tEMERGENCY\t\t1\t1\t0", "repeats line 2")]
    [InlineData("short\t113\t3\tEMERGENCY\t\t1\t1\t0\t\t\tn\tmore", "too many columns")]
    public void A_bad_row_is_named_by_file_line_and_reason(string row, string reason)
    {
        var line = ShippedNumbering.Numbers.Text.TrimEnd().Split('\n').Length + 1;
        var reading = NumberingReader.Read(Extended(ShippedNumbering.Numbers, row), ShippedNumbering.Areas, ShippedNumbering.Countries, ShippedNumbering.Day);
        Assert.Null(reading.Data);
        var fault = Assert.Single(reading.Faults);
        Assert.StartsWith($"pl_numbering.tsv:{line}: {reason}", fault.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void All_faults_of_all_files_are_listed()
    {
        var reading = NumberingReader.Read(
            Extended(ShippedNumbering.Numbers, "x"), Extended(ShippedNumbering.Areas, "2\t"), Extended(ShippedNumbering.Countries, "048\tXX\tINTERNATIONAL\ta\tb"), ShippedNumbering.Day);
        Assert.Equal(["international_zones.tsv", "pl_numbering.tsv", "pl_zones.tsv"], reading.Faults.Select(f => f.File).Distinct().Order());
        Assert.Null(reading.Data);
    }

    [Fact]
    public void Empty_files_are_no_data() => Assert.Equal(3, NumberingReader.Read(
        ShippedNumbering.Numbers with { Text = "" }, ShippedNumbering.Areas with { Text = "" }, ShippedNumbering.Countries with { Text = "" }, ShippedNumbering.Day).Faults.Length);

    [Fact]
    public void Rows_count_on_their_days_only()
    {
        var numbers = Extended(ShippedNumbering.Numbers, "nsn\t111\t9\tMOBILE\town\t0\t0\t0\t2027-01-01\t2027-12-31");
        var data = NumberingReader.Read(numbers, ShippedNumbering.Areas, ShippedNumbering.Countries, ShippedNumbering.Day).Data!;
        var number = new PhoneNumber("+48111222333");
        Assert.Equal(NumberClass.Invalid, data.ClassOf(number));
        Assert.Equal(NumberClass.Invalid, data.At(new DateOnly(2026, 12, 31)).ClassOf(number));
        Assert.Equal(NumberClass.MobileOwnOperator, data.At(new DateOnly(2027, 1, 1)).ClassOf(number));
        Assert.Equal(NumberClass.MobileOwnOperator, data.At(new DateOnly(2027, 12, 31)).ClassOf(number));
        Assert.Equal(NumberClass.Invalid, data.At(new DateOnly(2028, 1, 1)).ClassOf(number));
        Assert.NotEqual(ShippedNumbering.Data.Version, data.Version);
        Assert.Equal(data.Version, data.At(new DateOnly(2027, 1, 1)).Version);
    }

    [Fact]
    public void Version_does_not_depend_on_line_ends()
    {
        var windows = ShippedNumbering.Numbers with { Text = ShippedNumbering.Numbers.Text.Replace("\n", "\r\n", StringComparison.Ordinal) };
        var data = NumberingReader.Read(windows, ShippedNumbering.Areas, ShippedNumbering.Countries, ShippedNumbering.Day).Data!;
        Assert.Equal(ShippedNumbering.Data.Version, data.Version);
    }

    private static NumberingFile Extended(NumberingFile file, string row) => file with { Text = file.Text.TrimEnd() + "\n" + row + "\n" };
}
