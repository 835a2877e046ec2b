namespace PbxBridge.Sip.Transport;

/// <summary>Joins waiting messages into one write: fewer system calls, fewer TLS records.</summary>
internal sealed class WriteBatch
{
    private const int Full = 16 * 1024;

    private byte[] _buffer = new byte[2048];
    private int _length;

    public bool HasRoom => _length < Full;

    public ReadOnlyMemory<byte> Written => _buffer.AsMemory(0, _length);

    public void Clear() => _length = 0;

    public void Add(byte[] bytes)
    {
        if (_length + bytes.Length > _buffer.Length)
            Array.Resize(ref _buffer, Math.Max(_buffer.Length * 2, _length + bytes.Length));
        bytes.CopyTo(_buffer, _length);
        _length += bytes.Length;
    }
}
