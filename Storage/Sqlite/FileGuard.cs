namespace PbxBridge.Storage.Sqlite;

/// <summary>Makes the file before SQLite does, readable by its owner alone: it holds keys and passwords. SQLite gives its log files the same rights.</summary>
internal static class FileGuard
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <remarks>A file that is there is never opened: closing it would drop the locks that SQLite holds on it in this process (sqlite.org/howtocorrupt.html §2.2).</remarks>
    /// <exception cref="StoreException">The file cannot be made.</exception>
    public static void Prepare(string fullPath)
    {
        try
        {
            if (Directory.Exists(fullPath))
                throw SqliteFault.Unusable(fullPath, "it is a folder");
            if (Path.GetDirectoryName(fullPath) is { Length: > 0 } folder)
                Directory.CreateDirectory(folder);
            if (!File.Exists(fullPath))
                Create(fullPath);
            else if (!OperatingSystem.IsWindows() && !IsOwnerOnly(fullPath))
                File.SetUnixFileMode(fullPath, OwnerOnly);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException)
        {
            throw SqliteFault.Unusable(fullPath, fault is UnauthorizedAccessException ? "no right to write it" : fault.Message.TrimEnd('.'));
        }
    }

    public static bool IsOwnerOnly(string fullPath) =>
        OperatingSystem.IsWindows() || (File.GetUnixFileMode(fullPath) & ~OwnerOnly) == UnixFileMode.None;

    private static void Create(string fullPath)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, Share = FileShare.ReadWrite };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = OwnerOnly;
        try
        {
            new FileStream(fullPath, options).Dispose();
        }
        catch (IOException) when (File.Exists(fullPath))
        {
            // Another process was faster: its file is the store.
        }
    }
}
