namespace PbxBridge.Storage.Calls.Details;

/// <summary>The blobs of a group of calls, before they are written. One thread; the buffers are reused.</summary>
internal sealed class DetailGroup(int rawLimit, DetailIds ids)
{
    // More than this in one blob repeats little more, and has to be read for each of its calls.
    private const int Full = 256 * 1024;

    private readonly DetailWriter _writer = new(rawLimit);
    private readonly List<Blob> _blobs = [];
    private byte[] _octets = new byte[64 * 1024];
    private int _length;
    private long _id;
    private string _newest = "";

    /// <summary>Those that are closed.</summary>
    public IReadOnlyList<Blob> Blobs => _blobs;

    public void Clear()
    {
        _blobs.Clear();
        _length = 0;
        Begin();
    }

    /// <returns>The id of its blob.</returns>
    public long Add(CallRecord record)
    {
        var id = IdFor(record.Id);
        _writer.Add(record);
        return id;
    }

    /// <returns>The id of its blob.</returns>
    public long Add(CallPart part)
    {
        var id = IdFor(part.Id);
        _writer.Add(part);
        return id;
    }

    /// <summary>Nothing comes any more.</summary>
    public void Close()
    {
        if (_writer.IsEmpty)
            return;
        var blob = _writer.End();
        if (_length + blob.Length > _octets.Length)
            Array.Resize(ref _octets, 2 * (_length + blob.Length));
        blob.CopyTo(_octets.AsSpan(_length));
        _blobs.Add(new Blob(_id, _newest, _length, blob.Length));
        _length += blob.Length;
    }

    public ReadOnlySpan<byte> OctetsOf(in Blob blob) => _octets.AsSpan(blob.Start, blob.Length);

    private long IdFor(string call)
    {
        if (_writer.Length >= Full)
        {
            Close();
            Begin();
        }
        if (string.CompareOrdinal(call, _newest) > 0)
            _newest = call;
        return _id;
    }

    private void Begin()
    {
        (_id, _newest) = (ids.Next(), "");
        _writer.Clear();
    }

    /// <param name="Newest">Highest id of a call in it.</param>
    internal readonly record struct Blob(long Id, string Newest, int Start, int Length);
}
