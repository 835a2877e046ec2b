using Dapper;
using Microsoft.Data.Sqlite;
using PbxBridge.Storage.Databases;

namespace PbxBridge.Storage.Tests;

public sealed class StoreTests : IDisposable
{
    private readonly TemporaryStore _temporary = new();

    private string File => _temporary.Options.Path;

    [Fact]
    public void A_new_store_is_made_with_its_folder_and_opens_again()
    {
        Assert.Equal(File, _temporary.Store.Path);
        _temporary.Reopen();
        Assert.Equal((long)Migrations.Latest, _temporary.Store.Database.Read(db => db.ExecuteScalar<long>("SELECT max(version) FROM schema_version")));
    }

    [Fact]
    public void Commits_are_written_ahead_and_synced()
    {
        var (journal, synchronous, keys) = _temporary.Store.Database.Read(db => (
            db.ExecuteScalar<string>("PRAGMA journal_mode"), db.ExecuteScalar<long>("PRAGMA synchronous"), db.ExecuteScalar<long>("PRAGMA foreign_keys")));
        Assert.Equal(("wal", 2L, 1L), (journal, synchronous, keys));
    }

    [Fact]
    public void The_file_and_its_log_are_for_the_owner_alone()
    {
        if (OperatingSystem.IsWindows())
            return;
        _temporary.Store.SecretKey("nonce");
        foreach (var file in Directory.GetFiles(Path.GetDirectoryName(File)!))
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, System.IO.File.GetUnixFileMode(file));
    }

    [Fact]
    public void A_file_that_others_can_read_is_closed_to_them()
    {
        if (OperatingSystem.IsWindows())
            return;
        _temporary.Store.SecretKey("nonce");
        _temporary.Reopen();
        System.IO.File.SetUnixFileMode(File, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherRead);
        _temporary.Store.SecretKey("nonce");
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, System.IO.File.GetUnixFileMode(File));
    }

    [Fact]
    public void A_secret_is_made_once_and_stays()
    {
        var nonce = _temporary.Store.SecretKey("nonce");
        var other = _temporary.Store.SecretKey("other");
        Assert.Equal(Enumerable.Range(1, 32).Select(n => (byte)n), nonce);
        Assert.NotEqual(nonce, other);
        _temporary.Reopen();
        Assert.Equal(nonce, _temporary.Store.SecretKey("nonce"));
    }

    [Fact]
    public void A_store_of_a_newer_program_is_refused()
    {
        _temporary.Store.Database.Read(db => db.Execute("INSERT INTO schema_version (version, name, applied_at) VALUES (99, 'later', 0)"));
        _temporary.Reopen();
        Assert.Equal(
            $"The store {File} has schema version 99 and this program knows only up to {Migrations.Latest}: start the newer program, or restore a backup made before the upgrade.",
            Refusal());
    }

    [Fact]
    public void A_file_that_is_no_database_is_refused_and_left_as_it_was()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(File)!);
        var text = string.Concat(Enumerable.Repeat("This is a letter, not a database.\n", 100));
        System.IO.File.WriteAllText(File, text);
        Assert.Equal(
            $"The file {File} is not a store of the bridge, or it is damaged: move it away, restore a backup, or set Store:Path to another file.", Refusal());
        Assert.Equal(text, System.IO.File.ReadAllText(File));
    }

    [Fact]
    public void A_database_of_another_program_is_refused()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(File)!);
        using (var other = Connect())
            other.Execute("CREATE TABLE recipe (name TEXT)");
        Assert.Equal($"The file {File} is a database of another program: set Store:Path to another file.", Refusal());
    }

    [Fact]
    public void A_damaged_store_is_refused()
    {
        _temporary.Store.SecretKey("nonce");
        _temporary.Reopen();
        // The first page's list of tables, behind the file's header of 100 bytes.
        using (var file = new FileStream(File, FileMode.Open))
        {
            file.Position = 100;
            file.Write(Enumerable.Repeat((byte)0xA5, 3_996).ToArray());
        }

        Assert.Equal($"The store {File} is damaged: move it away and restore the last backup.", Refusal());
    }

    [Fact]
    public void A_locked_store_is_refused()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(File)!);
        using var other = Connect();
        other.Execute("PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE");
        Assert.Equal($"The store {File} is locked by another program: stop that program and try again.", Refusal());
    }

    [Fact]
    public void A_folder_in_the_place_of_the_file_is_refused()
    {
        Directory.CreateDirectory(File);
        Assert.Equal(
            $"The store {File} cannot be opened (it is a folder): check the path and its rights, or set Store:Path to a file that the bridge may write.", Refusal());
    }

    [Fact]
    public void A_path_below_a_file_is_refused_with_the_file_named()
    {
        System.IO.File.WriteAllText(Path.Combine(_temporary.Folder, "sub"), "");
        var refusal = Refusal();
        Assert.StartsWith($"The store {File} cannot be opened (", refusal, StringComparison.Ordinal);
        Assert.DoesNotContain("\n", refusal, StringComparison.Ordinal);
    }

    [Fact]
    public void A_failed_step_of_the_schema_leaves_nothing_behind()
    {
        _temporary.Store.Database.Read(db => db.Execute("DELETE FROM schema_version"));
        _temporary.Reopen();
        // Step 1 runs again and finds its tables there.
        Assert.Throws<StoreException>(_temporary.Open);
        using var other = Connect();
        Assert.Equal(0L, other.ExecuteScalar<long>("SELECT max(version) FROM schema_version"));
    }

    public void Dispose() => _temporary.Dispose();

    private string Refusal() => Assert.Throws<StoreException>(_temporary.Open).Message;

    private SqliteConnection Connect()
    {
        var connection = new SqliteConnection($"Data Source={File};Pooling=False");
        connection.Open();
        return connection;
    }
}
