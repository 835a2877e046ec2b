using System.Security.Cryptography;
using System.Text;

namespace PbxBridge.Notices;

/// <summary>The key of a message as others see it: the same for the same message, on every attempt, and nothing can be read from it.</summary>
internal static class NoticeId
{
    private const int Bytes = 16;

    /// <summary>32 hexadecimal digits.</summary>
    public static string Of(string key) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)).AsSpan(0, Bytes));
}
