using System.Collections.Frozen;

namespace PbxBridge.Storage.Calls;

/// <summary>Names of an enum's members, looked up once: the writer needs five of them a call.</summary>
internal static class Names<T>
    where T : struct, Enum
{
    private static readonly FrozenDictionary<T, string> Table = Enum.GetValues<T>().Distinct().ToFrozenDictionary(value => value, value => value.ToString());

    public static string Of(T value) => Table.TryGetValue(value, out var name) ? name : value.ToString();

    /// <param name="unknown">Stands for a name that a later version wrote.</param>
    public static T Read(string name, T unknown) => Enum.TryParse(name, out T value) ? value : unknown;
}
