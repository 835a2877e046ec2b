namespace PbxBridge.Routing.Companies;

/// <summary>The languages the bridge speaks.</summary>
public enum Language
{
    Polish,
    English,
}
