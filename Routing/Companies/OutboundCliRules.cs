namespace PbxBridge.Routing.Companies;

/// <summary>Reads and checks which number of the company is shown outside (§2.3, CLI-2).</summary>
internal static class OutboundCliRules
{
    private static readonly (string Name, OutboundCliShows Value)[] s_choices = [("own", OutboundCliShows.Own), ("main", OutboundCliShows.Main), ("line", OutboundCliShows.Line)];

    public static OutboundCli Read(FileObject file)
    {
        if (file.Object("outboundCli", CompanyFields.OutboundCli) is not { } rule || !rule.Required("show"))
            return OutboundCli.Own;
        var shows = rule.Choice("show", OutboundCliShows.Own, s_choices);
        if (shows != OutboundCliShows.Line && rule.Has("line"))
            rule.Fault("line", "pasuje tylko do „show”: „line”", "goes with \"show\": \"line\" only");
        return new(shows, shows == OutboundCliShows.Line ? rule.Reference("line") : null);
    }

    public static string NameOf(OutboundCliShows shows) => s_choices.First(c => c.Value == shows).Name;

    public static void Find(CompanySnapshot company, FileFaults faults)
    {
        if (company.OutboundCli.Line is { Value.Length: > 0 } line && company.LineWith(line) is null)
            faults.Add("$.outboundCli.line", "CLI-2", $"{line} nie jest Linią firmową", $"{line} is not a company line");
        if (company.OutboundCli.Shows == OutboundCliShows.Main && company.MainNumber is null)
            faults.Add("$.outboundCli.show", "CLI-2", "firma nie ma numeru głównego", "the company has no main number");
    }
}
