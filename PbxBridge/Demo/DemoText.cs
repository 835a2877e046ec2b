namespace PbxBridge.Demo;

/// <summary>An SMS that the demo's network delivered.</summary>
/// <param name="To">Request-URI.</param>
internal sealed record DemoText(string To, string Body);
