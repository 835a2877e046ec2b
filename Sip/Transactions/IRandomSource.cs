using System.Security.Cryptography;

namespace PbxBridge.Sip.Transactions;

/// <summary>Chance as a parameter: tags, branches and jitter. Tests give a seeded one.</summary>
public interface IRandomSource
{
    ulong Next();
}

/// <summary>Unpredictable numbers (RFC 3261 §19.3 asks at least 32 random bits of a tag), drawn from the system in blocks.</summary>
/// <remarks>Not thread-safe: it belongs to the signalling loop.</remarks>
public sealed class CryptoRandomSource : IRandomSource
{
    private readonly byte[] _block = new byte[4096];
    private int _used = 4096;

    public ulong Next()
    {
        if (_used == _block.Length)
        {
            RandomNumberGenerator.Fill(_block);
            _used = 0;
        }
        var value = BitConverter.ToUInt64(_block, _used);
        _used += 8;
        return value;
    }
}
