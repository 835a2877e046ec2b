namespace PbxBridge.Routing.Profiles;

/// <summary>All that decides which numbers somebody may call: his profile and his own lists.</summary>
/// <param name="Profile">Null: unrestricted but for the lists.</param>
public sealed record CallScope(Profile? Profile, NumberList Allowed, NumberList Denied)
{
    public static CallScope Of(Profile? profile) => new(profile, NumberList.Empty, NumberList.Empty);
}
