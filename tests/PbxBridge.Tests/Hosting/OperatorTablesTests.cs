using Microsoft.Extensions.Logging.Abstractions;
using PbxBridge.Commands;
using PbxBridge.Configuration;
using PbxBridge.Hosting;
using PbxBridge.Routing.Areas;
using PbxBridge.Routing.Companies;
using PbxBridge.Routing.Numbering;
using PbxBridge.Testing;
using PbxBridge.Tests.Office;

namespace PbxBridge.Tests.Hosting;

/// <summary>Cells, ported numbers and numbering are files of the operator; a changed one is taken up, a broken one leaves what was there (NUM-0, NUM-2, AREA-4).</summary>
public sealed class OperatorTablesTests : IDisposable
{
    private const string Cells = "cell\tlatitude\tlongitude\tazimuth\trange\tvalid_from\n";
    private const string Ported = "from\tto\tnetwork\tvalid_from\n";
    private static readonly PhoneNumber Number = new("+48602000111");
    private readonly string _folder = Directory.CreateTempSubdirectory("tables").FullName;
    private readonly TemporaryStore _store = new(new ManualTime());
    private readonly ManualTime _time = new();
    private readonly StopRequests _stop = new();

    private string CellsFile => Path.Combine(_folder, "cells.tsv");

    private string PortedFile => Path.Combine(_folder, "ported.tsv");

    private string ReceiveOnlyFile => Path.Combine(_folder, "dno.tsv");

    private string NumberingFile => Path.Combine(_folder, "numbering", "pl_numbering.tsv");

    [Fact]
    public void Tables_that_change_are_taken_up()
    {
        var catalogue = Open(out var directory);
        Assert.Equal((NumberClass.MobileOther, null), (directory.Ported(Number, NumberClass.MobileOwnOperator).Class, ZoneOf(directory)));
        Assert.Null(catalogue.Refresh(directory));
        Write(PortedFile, Ported + "602000111\t\tnasza\t2026-01-01\n");
        directory = catalogue.Refresh(directory)!;
        Assert.Equal(NumberClass.MobileOwnOperator, directory.Ported(Number, NumberClass.MobileOther).Class);
        Write(CellsFile, Cells + "nr:260-02:001a2b:00c0ffee7\t52.2297\t21.0122\t\t500\t2026-01-01\n");
        directory = catalogue.Refresh(directory)!;
        Assert.Equal("siedziba", ZoneOf(directory));
        var version = directory.Numbering.Version;
        Write(NumberingFile, File.ReadAllText(NumberingFile).Replace("nsn\t602\t", "nsn\t609\t", StringComparison.Ordinal));
        directory = catalogue.Refresh(directory)!;
        Assert.NotEqual(version, directory.Numbering.Version);
        Assert.Equal(NumberClass.MobileOther, directory.Numbering.ClassOf(Number));
        Assert.Equal("siedziba", ZoneOf(directory));
        Assert.True(directory.IsLegalCli(Number));
        Write(ReceiveOnlyFile, "from\tto\n602000100\t602000111\n");
        directory = catalogue.Refresh(directory)!;
        Assert.False(directory.IsLegalCli(Number));
        Assert.Empty(catalogue.Faults.ToArray());
        Assert.Null(catalogue.Refresh(directory));
    }

    [Fact]
    public void A_broken_table_is_named_once_with_line_and_reason_and_the_former_one_stays()
    {
        var catalogue = Open(out var directory);
        Write(PortedFile, Ported + "602000111\t\tnasza\t2026-01-01\n60200011\t\tnasza\t2026-01-01\n");
        Write(CellsFile, Cells + "nr:260-02:001a2b:00c0ffee7\t52.2297\t21.0122\t\t-5\t2026-01-01\n");
        Assert.Null(catalogue.Refresh(directory));
        Assert.Equal(
            (string[])[
                $"The table {PortedFile} (Operator:PortedNumbers) cannot be used: ported.tsv:3: column from: \"60200011\" is not allowed, expected: +48601234567.",
                $"The table {CellsFile} (Operator:Cells) cannot be used: cells.tsv:2: column range: \"-5\" is not allowed, expected: 0…100000.",
            ],
            catalogue.Faults.ToArray());
        Assert.Null(catalogue.Refresh(directory));
        Assert.Empty(catalogue.Faults.ToArray());
        Assert.Equal(NumberClass.MobileOther, directory.Ported(Number, NumberClass.MobileOwnOperator).Class);
        File.Delete(CellsFile);
        Assert.Null(catalogue.Refresh(directory));
        Assert.StartsWith($"The table {CellsFile} (Operator:Cells) cannot be read: ", Assert.Single(catalogue.Faults), StringComparison.Ordinal);
        Write(NumberingFile, "scope\n");
        Assert.Null(catalogue.Refresh(directory));
        Assert.StartsWith($"The numbering files of {Path.GetDirectoryName(NumberingFile)} cannot be used: ", Assert.Single(catalogue.Faults), StringComparison.Ordinal);
    }

    // AREA-4, NUM-0: rows of tomorrow stand in the files already.
    [Fact]
    public async Task A_day_that_begins_brings_its_own_rows()
    {
        var catalogue = Open(out var directory);
        Write(CellsFile, Cells + "nr:260-02:001a2b:00c0ffee7\t52.2297\t21.0122\t\t500\t2026-01-06\n");
        Write(PortedFile, Ported + "602000111\t\t260-06\t2026-01-01\n602000111\t\tnasza\t2026-01-06\n");
        directory = catalogue.Refresh(directory)!;
        Assert.Equal((NumberClass.MobileOther, null), (directory.Ported(Number, NumberClass.MobileOwnOperator).Class, ZoneOf(directory)));
        var next = new TaskCompletionSource<CompanyDirectory>(TaskCreationOptions.RunContinuationsAsynchronously);
        var watch = new DirectoryWatch(catalogue, directory, next.SetResult, _time, NullLogger<DirectoryWatch>.Instance);
        await using (watch)
        {
            watch.Start();
            _time.Advance(TimeSpan.FromHours(17));
            directory = await next.Task.WaitAsync(TimeSpan.FromSeconds(30));
        }

        Assert.Equal(new DateOnly(2026, 1, 6), directory.Numbering.Date);
        Assert.Equal((NumberClass.MobileOwnOperator, "siedziba"), (directory.Ported(Number, NumberClass.MobileOther).Class, ZoneOf(directory)));
    }

    [Fact]
    public async Task A_bridge_does_not_start_with_a_broken_table_and_check_names_it()
    {
        using var run = new ProgramRun();
        Write(PortedFile, Ported + "602000111\t\tnasza\t2026-13-01\n");
        Assert.Equal(1, await run.Run("check", $"Operator:PortedNumbers={PortedFile}", $"Operator:Cells={CellsFile}"));
        Assert.Contains(run.Faults, fault => fault.StartsWith($"The table {PortedFile} (Operator:PortedNumbers) cannot be used: ported.tsv:2: column valid_from", StringComparison.Ordinal));
        Assert.Contains(run.Faults, fault => fault.StartsWith($"The table {CellsFile} (Operator:Cells) cannot be read", StringComparison.Ordinal));
        Assert.Equal(1, await run.Run("explain", "--from", "201", "--to", "600", $"Operator:PortedNumbers={PortedFile}"));
    }

    [Fact]
    public async Task Check_counts_what_is_shipped()
    {
        using var run = new ProgramRun();
        Assert.Equal(0, await run.Run("check"));
        Assert.Contains("Ported numbers: 2 and 1 ranges; own is our own network.", run.Out.ToString());
        Assert.Contains("Cells: 5.", run.Out.ToString());
    }

    [Theory]
    [InlineData("eutran:260-02:1a2b:0c0ff01", "Calls from the company area: zone siedziba. [AREA-3]")]
    [InlineData("eutran:260-02:1a2b:0c0ff02", "Calls from outside the company area. [AREA-3]")]
    [InlineData("eutran:260-02:1a2b:0c0ff0f", "The cell is not known: no discount of the area. [AREA-4]")]
    public async Task Explain_says_what_the_shipped_cells_mean(string cell, string sentence)
    {
        using var run = new ProgramRun();
        Assert.Equal(0, await run.Run("explain", "--from", "201", "--to", "202", "--cell", cell));
        Assert.Contains(sentence, run.Out.ToString());
    }

    [Fact]
    public async Task Explain_says_that_a_number_was_ported_and_refuses_what_is_no_cell()
    {
        using var run = new ProgramRun();
        Assert.Equal(0, await run.Run("explain", "--from", "201", "--to", "602000777"));
        Assert.Contains("The number was ported to the network 260-06: it is a mobile number. [NUM-2]", run.Out.ToString());
        Assert.Equal(2, await run.Run("explain", "--from", "201", "--to", "202", "--cell", "x"));
    }

    public void Dispose()
    {
        _stop.Dispose();
        _store.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private string? ZoneOf(CompanyDirectory directory)
    {
        var request = SupposedCall.Of(directory, "201", "202", null, _time.GetUtcNow()) with
        {
            AccessNetwork = [new CellKey("nr:260-02:001a2b:00c0ffee7").AsNetworkProvided()!],
        };
        return ExplainCommand.PlanOf(_store.Store, directory, request, _time).Place.Zone;
    }

    private CompanyCatalogue Open(out CompanyDirectory directory)
    {
        Write(CellsFile, Cells);
        Write(PortedFile, Ported + "+48602000111\t\t260-06\t2026-01-01\n");
        Write(ReceiveOnlyFile, "from\tto\n");
        var shipped = Path.Combine(AppContext.BaseDirectory, "config", "numbering");
        foreach (var path in Directory.GetFiles(shipped))
            Write(Path.Combine(_folder, "numbering", Path.GetFileName(path)), File.ReadAllText(path));
        var options = new OperatorOptions { Cells = CellsFile, PortedNumbers = PortedFile, ReceiveOnlyNumbers = ReceiveOnlyFile, Network = "nasza", Numbering = Path.GetDirectoryName(NumberingFile)! };
        var edge = new ProcessEdge(TextWriter.Null, TextWriter.Null, AppContext.BaseDirectory, _folder, new Dictionary<string, string>(), _time, _stop);
        return CompaniesAt.Open(_store.Store, options, edge, first: true, out directory);
    }

    private static void Write(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }
}
