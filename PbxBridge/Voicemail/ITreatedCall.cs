using PbxBridge.Media.Relay;
using PbxBridge.Routing.Numbering;

namespace PbxBridge.Voicemail;

/// <summary>What a treatment needs of a call. Loop thread only.</summary>
internal interface ITreatedCall
{
    /// <summary>Of the call record.</summary>
    string Id { get; }

    /// <summary>Who calls; null when he is anonymous or asked to stay so.</summary>
    PhoneNumber? Caller { get; }

    /// <summary>Id of the company whose rules decided; null when none was involved.</summary>
    string? Company { get; }

    /// <summary>Fires when the call is over, whoever ended it.</summary>
    CancellationToken Gone { get; }

    /// <summary>Keys that come by INFO; those in RTP come by the port.</summary>
    Action<char>? KeyPressed { set; }

    /// <summary>Answers the caller; null when there is no way to him, and the call is then refused.</summary>
    /// <param name="by">What answers, for the record.</param>
    IMediaPort? Answer(string by);

    /// <summary>Completes when sound can be sent to the caller: an INVITE without an offer gets its answer with the ACK.</summary>
    Task MediaKnown { get; }

    /// <summary>A way to the caller before the answer; null when there is none.</summary>
    IMediaPort? OpenEarly();

    /// <summary>The treatment is through: an answered call is hung up, another one goes on as its plan says. Nothing happens when it is over already.</summary>
    void TreatmentEnded();
}
