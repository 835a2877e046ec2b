namespace PbxBridge.Interop.Rig;

/// <summary>Where the built program is: <c>PBXBRIDGE_FOLDER</c> names a published one, else it is the one built with the tests.</summary>
internal static class BridgeProgram
{
    public static string Folder { get; } = Environment.GetEnvironmentVariable("PBXBRIDGE_FOLDER") is { Length: > 0 } named ? named : Built();

    public static string Dll => Path.Combine(Folder, "PbxBridge.dll");

    private static string Built()
    {
        var output = new DirectoryInfo(AppContext.BaseDirectory);
        var (framework, configuration) = (output.Name, output.Parent!.Name);
        var root = output;
        while (root is not null && !File.Exists(Path.Combine(root.FullName, "PbxBridge.sln")))
            root = root.Parent;
        return Path.Combine(root?.FullName ?? throw new DirectoryNotFoundException("PbxBridge.sln"), "PbxBridge", "bin", configuration, framework);
    }
}
