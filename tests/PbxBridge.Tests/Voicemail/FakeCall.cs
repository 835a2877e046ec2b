using PbxBridge.Media.Relay;
using PbxBridge.Routing.Numbering;
using PbxBridge.Voicemail;

namespace PbxBridge.Tests.Voicemail;

/// <summary>A call that ends as a live one does: the token fires, then the port is released.</summary>
internal sealed class FakeCall(FakePort port) : ITreatedCall
{
    private readonly CancellationTokenSource _gone = new();

    public string Id { get; init; } = "call-1";

    public PhoneNumber? Caller { get; init; } = new("+48601000999");

    public string? Company { get; init; } = "przyklad";

    public CancellationToken Gone => _gone.Token;

    public Action<char>? KeyPressed { get; set; }

    /// <summary>No codec in common.</summary>
    public bool IsDeaf { get; init; }

    public bool IsAnswered { get; private set; }

    public bool IsEarly { get; private set; }

    public int TimesEnded { get; private set; }

    public string? AnsweredBy { get; private set; }

    public IMediaPort? Answer(string by)
    {
        AnsweredBy = by;
        if (IsDeaf)
        {
            HangUp();
            return null;
        }
        IsAnswered = true;
        return port;
    }

    public Task MediaKnown { get; init; } = Task.CompletedTask;

    public IMediaPort? OpenEarly()
    {
        IsEarly = !IsDeaf;
        return IsDeaf ? null : port;
    }

    public void TreatmentEnded()
    {
        TimesEnded++;
        HangUp();
    }

    public void HangUp()
    {
        _gone.Cancel();
        port.Dispose();
    }
}
