using System.Text;

namespace PbxBridge.Storage.Postgres;

/// <summary>Texts from the wire as PostgreSQL takes them: no NUL, no half of a surrogate pair.</summary>
internal static class PostgresText
{
    public static string Of(string value) => IsPlain(value) ? value : Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(value)).Replace('\0', '\uFFFD');

    private static bool IsPlain(string value)
    {
        foreach (var c in value)
        {
            if (c == '\0' || char.IsSurrogate(c))
                return false;
        }

        return true;
    }
}
