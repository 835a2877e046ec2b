using PbxBridge.Routing.Areas;

namespace PbxBridge.Storage.Calls.Details;

/// <summary>Reads what <see cref="SignalWriter"/> wrote.</summary>
/// <param name="text">The next text.</param>
/// <param name="constant">The next constant.</param>
internal sealed class SignalReader(NumberReader numbers, Func<string> text, Func<string> constant)
{
    public (CallSignals Signals, CallerPlace Place) Read()
    {
        var flags = (SignalFlags)numbers.Number();
        var signals = new CallSignals
        {
            CallIdIn = SipText.Of(Text(SignalFlags.CallIdIn)),
            CallIdOut = SipText.Of(Text(SignalFlags.CallIdOut)),
            SessionId = SipText.Of(Text(SignalFlags.SessionId)),
            Icid = Text(SignalFlags.Icid),
            Codec = Has(SignalFlags.Codec) ? constant() : null,
            IsAnchored = Has(SignalFlags.Sound) ? Has(SignalFlags.Anchored) : null,
            IsWithheld = Has(SignalFlags.Withheld),
            Diversion = Has(SignalFlags.Diversion) ? new(text(), text(), numbers.Size()) : null,
            Denial = Text(SignalFlags.Denial),
            Line = Text(SignalFlags.Line),
        };
        return (signals, Has(SignalFlags.Place) ? Place() : CallerPlace.Unknown);

        CallerPlace Place() => new()
        {
            Source = Names<PlaceSource>.Read(constant(), PlaceSource.None),
            Access = Text(SignalFlags.Access),
            Cell = Text(SignalFlags.Cell) is { } cell ? new CellKey(cell) : null,
            Site = Text(SignalFlags.Site),
            Zone = Text(SignalFlags.Zone),
            AreaCode = Text(SignalFlags.AreaCode),
        };

        bool Has(SignalFlags flag) => (flags & flag) != 0;
        string? Text(SignalFlags flag) => Has(flag) ? text() : null;
    }
}
