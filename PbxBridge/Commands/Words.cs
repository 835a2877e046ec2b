using PbxBridge.Routing.Companies;
using PbxBridge.Routing.Plans;

namespace PbxBridge.Commands;

/// <summary>The language of a command's output: <c>--lang pl|en</c>, English when it is not given.</summary>
internal readonly record struct Words(Language Language)
{
    public static Words Of(CommandLine line) => new(line.Option("lang") == "pl" ? Language.Polish : Language.English);

    public string Of(Sentence sentence) => Of(sentence.Polish, sentence.English);

    public string Of(string polish, string english) => Language == Language.Polish ? polish : english;
}
