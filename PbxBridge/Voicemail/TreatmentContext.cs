using PbxBridge.Media.Sounds;
using PbxBridge.Routing.Companies;
using PbxBridge.Sip.Loop;

namespace PbxBridge.Voicemail;

/// <summary>What all treatments share.</summary>
/// <param name="Directory">The companies as of now.</param>
internal sealed record TreatmentContext(ILoop Loop, PromptSet Prompts, StoreQueue Store, Func<CompanyDirectory> Directory, ILogger Log)
{
    public CompanySnapshot? Company(string? id) => id is null ? null : Directory().Company(id);

    /// <summary>In the language of a company; Polish without one.</summary>
    public Phrases Phrases(CompanySnapshot? company) => new(Prompts, Voicemail.Phrases.LanguageOf(company));
}
