namespace PbxBridge.Hosting;

/// <summary>By what it is seen that a file has changed; the default is one that is not there.</summary>
internal readonly record struct FileStamp(DateTime WrittenAt, long Length)
{
    public static FileStamp Of(string path) => new FileInfo(path) is { Exists: true } file ? new(file.LastWriteTimeUtc, file.Length) : default;
}
