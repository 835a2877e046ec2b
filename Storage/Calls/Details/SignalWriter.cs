using PbxBridge.Routing.Areas;

namespace PbxBridge.Storage.Calls.Details;

/// <summary>The signals and the place of a call among its details; most calls have few of them.</summary>
internal static class SignalWriter
{
    public static void Write(DetailWriter details, CallSignals signals, CallerPlace place)
    {
        var flags = FlagsOf(signals) | FlagsOf(place);
        details.Number((long)flags);
        Text(signals.CallIdIn);
        Text(signals.CallIdOut);
        Text(signals.SessionId);
        details.OptionalText(signals.Icid);
        if (signals.Codec is { } codec)
            details.Constant(codec);
        if (signals.Diversion is { } diversion)
        {
            details.Text(diversion.Number);
            details.Text(diversion.Reason);
            details.Number(diversion.Count);
        }
        details.OptionalText(signals.Denial);
        details.OptionalText(signals.Line);
        if ((flags & SignalFlags.Place) == 0)
            return;
        details.Constant(Names<PlaceSource>.Of(place.Source));
        details.OptionalText(place.Access);
        details.OptionalText(place.Cell?.Value);
        details.OptionalText(place.Site);
        details.OptionalText(place.Zone);
        details.OptionalText(place.AreaCode);

        void Text(SipText text)
        {
            if (!text.IsEmpty)
                details.Text(text.Octets.Span);
        }
    }

    private static SignalFlags FlagsOf(CallSignals signals) =>
        (signals.CallIdIn.IsEmpty ? 0 : SignalFlags.CallIdIn) | (signals.CallIdOut.IsEmpty ? 0 : SignalFlags.CallIdOut)
        | (signals.SessionId.IsEmpty ? 0 : SignalFlags.SessionId) | (signals.Icid is null ? 0 : SignalFlags.Icid) | (signals.Codec is null ? 0 : SignalFlags.Codec)
        | (signals.IsAnchored is null ? 0 : SignalFlags.Sound) | (signals.IsAnchored is true ? SignalFlags.Anchored : 0) | (signals.IsWithheld ? SignalFlags.Withheld : 0)
        | (signals.Diversion is null ? 0 : SignalFlags.Diversion) | (signals.Denial is null ? 0 : SignalFlags.Denial) | (signals.Line is null ? 0 : SignalFlags.Line);

    private static SignalFlags FlagsOf(CallerPlace place) => place is { Source: PlaceSource.None, AreaCode: null }
        ? SignalFlags.None
        : SignalFlags.Place | (place.Access is null ? 0 : SignalFlags.Access) | (place.Cell is null ? 0 : SignalFlags.Cell) | (place.Site is null ? 0 : SignalFlags.Site)
            | (place.Zone is null ? 0 : SignalFlags.Zone) | (place.AreaCode is null ? 0 : SignalFlags.AreaCode);
}
