using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Dapper;
using Npgsql;

namespace PbxBridge.Storage.Tests.Postgres;

/// <summary>A PostgreSQL server for these tests alone: a cluster in a temporary folder on a free port of loopback, begun at the first database that is asked for.
/// It ends with the test process, however that ends.</summary>
public sealed class PostgresCluster : IDisposable
{
    public const string Name = "PostgreSQL";

    // A port can be taken between the look and the start.
    private const int MostStarts = 5;

    private readonly Lazy<string> _connection;
    private readonly string _folder = Directory.CreateTempSubdirectory("pbxbridge-pg-").FullName;
    private readonly string _password = Guid.NewGuid().ToString("N");
    private readonly ConcurrentBag<string> _idle = [];
    private Process? _server;
    private int _databases;

    public PostgresCluster() => _connection = new Lazy<string>(Start);

    /// <summary>An empty database.</summary>
    /// <returns>Its connection string.</returns>
    public string Create()
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"store_{Interlocked.Increment(ref _databases)}");
        using var db = new NpgsqlConnection(_connection.Value);
        db.Execute($"CREATE DATABASE {name}");
        return new NpgsqlConnectionStringBuilder(_connection.Value) { Database = name, Pooling = true }.ToString();
    }

    /// <summary>A database with the store's tables and nothing in them. One that was given back is as good as new, and a tenth of the work.</summary>
    public string Take() => _idle.TryTake(out var connection) ? connection : Create();

    public void GiveBack(string connection)
    {
        using var db = new NpgsqlConnection(connection);
        var tables = string.Join(", ", db.Query<string>("SELECT tablename FROM pg_tables WHERE schemaname = current_schema() AND tablename <> 'schema_version'"));
        if (tables.Length > 0)
            db.Execute($"TRUNCATE {tables}");
        _idle.Add(connection);
    }

    public void Dispose()
    {
        if (_server is not null)
        {
            // The shell that holds the server waits for the end of its input, then for the server.
            _server.StandardInput.Close();
            _server.WaitForExit();
            _server.Dispose();
        }

        Directory.Delete(_folder, recursive: true);
    }

    private string Start()
    {
        var binaries = PostgresBinaries.Folder ?? throw new InvalidOperationException(PostgresBinaries.Missing);
        var password = Path.Combine(_folder, "password");
        File.WriteAllText(password, _password);
        var data = Path.Combine(_folder, "data");
        if (Environment.IsPrivilegedProcess)
            Run("chown", "-R", "postgres", _folder);
        // The order of Polish letters: whatever must sort by bytes has to say so.
        Run([.. AsUser(), Path.Combine(binaries, "initdb"), "-D", data, "-U", "tests", "--auth=scram-sha-256", $"--pwfile={password}",
            "--encoding=UTF8", "--locale=C.UTF-8", "--locale-provider=icu", "--icu-locale=pl", "--no-sync"]);
        for (var tries = 1; ; tries++)
        {
            var port = FreePort();
            if (TryStart([.. AsUser(), Path.Combine(binaries, "postgres"), "-D", data, "-p", port.ToString(CultureInfo.InvariantCulture),
                "-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories=", "-c", "fsync=off", "-c", "shared_buffers=32MB"]))
                return Connected(port, data);
            if (tries == MostStarts)
                throw new InvalidOperationException("The PostgreSQL server does not start.");
        }
    }

    private string Connected(int port, string data)
    {
        var connection = new NpgsqlConnectionStringBuilder
        {
            Host = "127.0.0.1",
            Port = port,
            Username = "tests",
            Password = _password,
            Database = "postgres",
            Pooling = false,
        }.ToString();
        using var db = new NpgsqlConnection(connection);
        var found = db.ExecuteScalar<string>("SHOW data_directory");
        return found == data ? connection : throw new InvalidOperationException($"The server on port {port} is another one: {found}.");
    }

    private bool TryStart(IReadOnlyList<string> command)
    {
        var start = new ProcessStartInfo("/bin/sh", ["-c", "\"$@\" 2>&1 & p=$!; cat >/dev/null; kill -INT $p; wait $p", "sh", .. command])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            WorkingDirectory = "/",
        };
        var server = Process.Start(start) ?? throw new InvalidOperationException("No shell.");
        var ready = new TaskCompletionSource<bool>();
        server.OutputDataReceived += (_, line) =>
        {
            if (line.Data is null || line.Data.Contains("FATAL", StringComparison.Ordinal))
                ready.TrySetResult(false);
            else if (line.Data.Contains("database system is ready to accept connections", StringComparison.Ordinal))
                ready.TrySetResult(true);
        };
        server.BeginOutputReadLine();
        if (ready.Task.GetAwaiter().GetResult())
        {
            _server = server;
            return true;
        }

        server.StandardInput.Close();
        server.WaitForExit();
        server.Dispose();
        return false;
    }

    /// <summary>The server refuses to run as root.</summary>
    private static string[] AsUser() => Environment.IsPrivilegedProcess ? ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"] : [];

    private static void Run(params IReadOnlyList<string> command)
    {
        using var process = Process.Start(new ProcessStartInfo(command[0], command.Skip(1))
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = "/",
        }) ?? throw new InvalidOperationException(command[0]);
        var error = process.StandardError.ReadToEndAsync();
        process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{command[0]}: {error.Result}");
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}

/// <summary>Tests against the server run one after the other, each in a database of its own.</summary>
[CollectionDefinition(PostgresCluster.Name)]
public sealed class PostgresTests : ICollectionFixture<PostgresCluster>;
