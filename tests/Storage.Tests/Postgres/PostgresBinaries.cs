using System.Globalization;

namespace PbxBridge.Storage.Tests.Postgres;

/// <summary>Where Debian puts the server's programs: not on the path, one folder a version.</summary>
internal static class PostgresBinaries
{
    /// <summary>The newest one's folder; null = no server is installed.</summary>
    public static string? Folder { get; } = Find();

    /// <summary>Null = there is one.</summary>
    public static string? Missing => Folder is null ? "No PostgreSQL server is installed (Debian's package postgresql)." : null;

    private static string? Find()
    {
        var versions = Directory.Exists("/usr/lib/postgresql") ? Directory.GetDirectories("/usr/lib/postgresql") : [];
        return versions
            .OrderByDescending(folder => int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : 0)
            .Select(folder => Path.Combine(folder, "bin"))
            .Concat((Environment.GetEnvironmentVariable("PATH") ?? "").Split(':'))
            .FirstOrDefault(folder => IsThere(Path.Combine(folder, "initdb")) && IsThere(Path.Combine(folder, "postgres")));
    }

    // A link that leads nowhere counts as a file that exists.
    private static bool IsThere(string program) => File.Exists(program) && new FileInfo(program).ResolveLinkTarget(returnFinalTarget: true) is null or { Exists: true };
}
