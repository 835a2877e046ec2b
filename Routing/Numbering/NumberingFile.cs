namespace PbxBridge.Routing.Numbering;

/// <summary>Name and text of a numbering file; the name is for messages only.</summary>
public readonly record struct NumberingFile(string Name, string Text);
