namespace PbxBridge.Manager.Pages;

/// <summary>How people are chosen in a form.</summary>
internal static class Choices
{
    /// <summary>In one list that is opened; where there are more, something is typed.</summary>
    public const int Most = 200;
}
