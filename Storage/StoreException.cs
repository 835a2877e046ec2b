namespace PbxBridge.Storage;

/// <summary>The store cannot be used. The message is one sentence for the operator: the file and what to do; no stack trace is needed.</summary>
public sealed class StoreException(string message, Exception? inner = null) : Exception(message, inner);
