namespace PbxBridge.Media.Sdp;

/// <summary>Makes an answer as its offer wants it, whatever the answerer made of that: phones answer with the one line that they understand, and take up a
/// call on hold as if it were none.</summary>
internal static class FittingAnswer
{
    /// <summary>As many lines as were offered, in their order, each of the offered media (RFC 3264 §6); a direction that the offer leaves room for (§6.1); the
    /// offered profile, with or without feedback. The same object when nothing is amiss.</summary>
    public static SessionDescription Of(SessionDescription answer, SessionDescription offer)
    {
        if (answer.Relayed is not { } said)
            return answer.Media.Length == offer.Media.Length ? answer : new(answer.Origin, [.. offer.Media.Select(line => line.SwitchedOff())]);
        if (offer.Relayed is not { } asked || said.IsFax != asked.IsFax)
            return answer;
        var direction = said.EffectiveDirection.Answering(asked.EffectiveDirection);
        var profile = said.IsFax ? said.Protocol : WithFeedback(said.Protocol, HasFeedback(asked.Protocol));
        if (answer.Media.Length == offer.Media.Length && answer.RelayedIndex == offer.RelayedIndex && direction == said.EffectiveDirection && profile == said.Protocol)
            return answer;
        var at = offer.RelayedIndex;
        return new(answer.Origin, [.. offer.Media.Select((line, index) => index == at ? said.Directed(direction, profile) : line.SwitchedOff())]);
    }

    private static bool HasFeedback(string profile) => profile.EndsWith('F');

    // RTP/AVPF and RTP/SAVPF (RFC 4585, RFC 5124).
    private static string WithFeedback(string profile, bool wanted) =>
        HasFeedback(profile) == wanted ? profile : wanted ? profile + "F" : profile[..^1];
}
