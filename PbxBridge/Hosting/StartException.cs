namespace PbxBridge.Hosting;

/// <summary>The bridge, or a command, cannot go on. The message is one sentence for the operator; the program ends with exit code 1.</summary>
internal sealed class StartException(string message, Exception? inner = null) : Exception(message, inner);
