namespace PbxBridge.Configuration;

/// <summary>The value of this setting is never printed or logged.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class SecretAttribute : Attribute;
