using Dapper;
using Microsoft.Data.Sqlite;
using PbxBridge.Storage.Companies;
using PbxBridge.Storage.Databases;

namespace PbxBridge.Storage.Tests;

public sealed class StoreCheckTests : IDisposable
{
    private readonly TemporaryStore _temporary = new(options => options with { MinimumFreeBytes = 0 });

    private string File => _temporary.Options.Path;

    [Fact]
    public void A_store_that_is_not_there_yet_is_no_problem_and_is_not_made()
    {
        var report = StoreCheck.Run(_temporary.Options);
        Assert.Equal((false, 0, Migrations.Latest, true), (report.Exists, report.SchemaVersion, report.ProgramSchemaVersion, report.IsSound));
        Assert.False(System.IO.File.Exists(File));
    }

    [Fact]
    public void A_sound_store_is_counted()
    {
        _temporary.Store.Companies.Save(new CompanyChange("a", "{}"u8.ToArray(), [], [], "test", ""));
        _temporary.Store.Companies.Save(new CompanyChange("a", "{}"u8.ToArray(), [], [], "test", ""));
        var report = StoreCheck.Run(_temporary.Options);
        Assert.Empty(report.Problems);
        Assert.Equal(new StoreCounts(1, 2, 0, 0), report.Counts);
        Assert.Equal(Migrations.Latest, report.SchemaVersion);
        Assert.NotNull(report.FreeBytes);
    }

    [Fact]
    public void A_full_disk_is_told()
    {
        var report = StoreCheck.Run(_temporary.Options with { MinimumFreeBytes = long.MaxValue });
        Assert.Equal($"Only {report.FreeBytes / 1024 / 1024} MB are free on the disk of the store {File}: free some space.", Assert.Single(report.Problems));
    }

    [Fact]
    public void Rows_without_their_company_are_told()
    {
        _temporary.Store.SecretKey("x");
        using (var other = new SqliteConnection($"Data Source={File};Pooling=False;Foreign Keys=False"))
        {
            other.Open();
            other.Execute("INSERT INTO softphone_user (company, user_name, number) VALUES ('gone', 'anna', '+48601000201')");
        }

        Assert.Equal(
            $"The store {File} has rows without their company in table softphone_user: restore the last backup.",
            Assert.Single(StoreCheck.Run(_temporary.Options).Problems));
    }

    [Fact]
    public void A_store_of_a_newer_program_is_told()
    {
        _temporary.Store.Database.Read(db => db.Execute("INSERT INTO schema_version (version, name, applied_at) VALUES (99, 'later', 0)"));
        var report = StoreCheck.Run(_temporary.Options);
        Assert.Equal(99, report.SchemaVersion);
        Assert.Contains("schema version 99", Assert.Single(report.Problems), StringComparison.Ordinal);
    }

    [Fact]
    public void A_damaged_page_is_told()
    {
        for (var n = 0; n < 50; n++)
            _temporary.Store.Companies.Save(new CompanyChange($"c{n}", new byte[4_000], [], [], "test", ""));
        _temporary.Reopen();
        using (var file = new FileStream(File, FileMode.Open))
        {
            file.Position = 4_096 * 20;
            file.Write(new byte[4_096 * 10]);
        }

        Assert.Contains(StoreCheck.Run(_temporary.Options).Problems, problem => problem.StartsWith($"The store {File} is damaged", StringComparison.Ordinal));
    }

    [Fact]
    public void A_file_that_others_can_read_is_told()
    {
        if (OperatingSystem.IsWindows())
            return;
        _temporary.Store.SecretKey("x");
        System.IO.File.SetUnixFileMode(File, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead);
        Assert.Contains("(chmod 600)", Assert.Single(StoreCheck.Run(_temporary.Options).Problems), StringComparison.Ordinal);
    }

    public void Dispose() => _temporary.Dispose();
}
