using System.Security.Cryptography;

namespace PbxBridge.Media.Srtp;

/// <summary>What was counted of each SSRC in one direction; more than <see cref="Most"/> push the oldest out.</summary>
internal sealed class SrtpStreams
{
    private const int Most = 64;

    private readonly List<SrtpStream> _streams = new(2);

    // Given out one after the other, so that none comes twice.
    private readonly uint _firstGiven = BitConverter.ToUInt32(RandomNumberGenerator.GetBytes(4));
    private uint _given;
    private bool _hasForgotten;

    /// <summary>Null for one that is new.</summary>
    public SrtpStream? Find(uint ssrc)
    {
        foreach (var stream in _streams)
        {
            if (stream.Ssrc == ssrc)
                return stream;
        }
        return null;
    }

    /// <summary>A new one. Nobody knows whether it was here before once one was pushed out: then it is told under another SSRC.</summary>
    public SrtpStream Add(uint ssrc)
    {
        if (_streams.Count == Most)
        {
            _streams.RemoveAt(0);
            _hasForgotten = true;
        }
        var stream = new SrtpStream(ssrc);
        if (_hasForgotten || ssrc - _firstGiven < _given)
            stream.Told = Give();
        _streams.Add(stream);
        return stream;
    }

    /// <summary>Its counter begins anew, under another SSRC.</summary>
    public void BeginAnew(SrtpStream stream) => (stream.Told, stream.Rtp) = (Give(), default);

    private uint Give()
    {
        uint ssrc;
        do
            ssrc = _firstGiven + _given++;
        while (Find(ssrc) is not null);
        return ssrc;
    }
}
