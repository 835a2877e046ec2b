namespace PbxBridge.Sip.Transport;

/// <summary>A certificate cannot be used. The message is one sentence that names the file and the reason.</summary>
public sealed class CertificateException(string message, Exception? inner = null) : Exception(message, inner);
