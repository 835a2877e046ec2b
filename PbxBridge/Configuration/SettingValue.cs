namespace PbxBridge.Configuration;

/// <summary>The text of one setting and where it was written: <c>the command line</c>, <c>environment variable PBXBRIDGE_…</c>, <c>file …</c>.</summary>
internal readonly record struct SettingValue(string Text, string Origin);
