using PbxBridge.Media.Relay;
using PbxBridge.Media.Sounds;
using PbxBridge.Routing.Companies;
using PbxBridge.Sip.Loop;

namespace PbxBridge.Voicemail;

/// <summary>What all treatments share.</summary>
/// <param name="CompanyOf">The company with this id as of now, or null.</param>
internal sealed record TreatmentContext(ILoop Loop, PromptSet Prompts, StoreQueue Store, TopUpQueue TopUps, Func<string, CompanySnapshot?> CompanyOf, ILogger Log)
{
    /// <summary>How a message ends (§4.1).</summary>
    public RecordingLimits Message { get; init; } = RecordingLimits.Default;

    /// <summary>Employees without a message lamp get an SMS.</summary>
    public bool TellsBySms { get; init; }

    public CompanySnapshot? Company(string? id) => id is null ? null : CompanyOf(id);

    /// <summary>In the language of a company; Polish without one.</summary>
    public Phrases Phrases(CompanySnapshot? company) => new(Prompts, Voicemail.Phrases.LanguageOf(company));
}
