namespace PbxBridge.Storage.Sqlite;

/// <summary>Makes the file before SQLite does, readable by its owner alone: it holds keys and passwords. SQLite gives its log files the same rights.</summary>
internal static class FileGuard
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <exception cref="StoreException">The file cannot be made, or cannot be written.</exception>
    public static void Prepare(string fullPath)
    {
        try
        {
            if (Directory.Exists(fullPath))
                throw StoreFault.Unusable(fullPath, "it is a folder");
            if (Path.GetDirectoryName(fullPath) is { Length: > 0 } folder)
                Directory.CreateDirectory(folder);
            var options = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = FileShare.ReadWrite | FileShare.Delete };
            if (!OperatingSystem.IsWindows())
                options.UnixCreateMode = OwnerOnly;
            using var file = new FileStream(fullPath, options);
            if (!OperatingSystem.IsWindows() && !IsOwnerOnly(fullPath))
                File.SetUnixFileMode(fullPath, OwnerOnly);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException)
        {
            throw StoreFault.Unusable(fullPath, fault is UnauthorizedAccessException ? "no right to write it" : fault.Message.TrimEnd('.'));
        }
    }

    public static bool IsOwnerOnly(string fullPath) =>
        OperatingSystem.IsWindows() || (File.GetUnixFileMode(fullPath) & ~OwnerOnly) == UnixFileMode.None;
}
