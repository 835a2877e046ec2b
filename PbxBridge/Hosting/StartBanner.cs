using PbxBridge.Configuration;
using PbxBridge.Routing.Companies;
using PbxBridge.Sip.Transport;

namespace PbxBridge.Hosting;

/// <summary>What a start tells the person in front of it: where the bridge listens, how to point a softphone at it, what to dial.</summary>
internal static class StartBanner
{
    public static void Write(BridgeHost host, BridgeSettings settings, ProcessEdge edge)
    {
        // Passwords take long to compare: before the first line, so that nothing else comes between the lines.
        var demo = DemoOf(host, settings, edge);
        var output = edge.Out;
        output.WriteLine($"PbxBridge {BridgeHost.Version}");
        output.WriteLine($"  SIP        {string.Join("  ", host.Listeners)}");
        if (host.Url is { } url)
        {
            if (settings.Web.Manager)
                output.WriteLine($"  Manager    {url}");
            output.WriteLine($"  health     {url}/healthz");
        }
        output.WriteLine($"  store      {host.Parts.Store.Name}");
        output.WriteLine($"  companies  {host.Parts.Directory.Count}");
        foreach (var (id, trunk) in settings.Operator.Trunks)
            output.WriteLine($"  trunk      {id}: {string.Join(", ", trunk.Peers)} ({trunk.Transport.ToString().ToUpperInvariant()})");
        if (demo is { } there)
            WriteDemo(host, there, output);
        output.WriteLine($"Ctrl-C stops: running calls may go on for {settings.Drain.Seconds} s, a second Ctrl-C ends them.");
        output.WriteLine();
        output.Flush();
    }

    /// <summary>Only while the shipped company is there with the password of its file.</summary>
    private static Demo? DemoOf(BridgeHost host, BridgeSettings settings, ProcessEdge edge)
    {
        var file = edge.BesideProgram(settings.Operator.FirstCompany);
        if (settings.Operator.FirstCompany.Length == 0 || ShippedPasswords.Softphone(host.Parts.Directory, file) is not var (owner, password))
            return null;
        return new(owner, password, settings.Web is { Enabled: true, Manager: true } ? ShippedPasswords.Administrator(host.Parts.Directory, file) : null);
    }

    private static void WriteDemo(BridgeHost host, Demo demo, TextWriter output)
    {
        var (owner, password, login) = demo;
        var server = Server(host);
        output.WriteLine();
        output.WriteLine($"Example company: {owner.Company.Name} Point a softphone at this bridge:");
        output.WriteLine($"  user {owner.Softphone.User}   password {password}   domain/realm {owner.Company.Realm}   proxy {server}");
        output.WriteLine($"  (address sip:{owner.Softphone.User}@{server}; {owner.Employee.Name}, extension {owner.Employee.Extension})");
        output.WriteLine("Then dial:");
        if (owner.Company.Voicemail.AccessExtension is { Length: > 0 } access)
            output.WriteLine($"  {access,-6} voicemail menu");
        foreach (var employee in owner.Company.Employees.Where(employee => employee.Extension is not null && employee != owner.Employee).Take(2))
            output.WriteLine($"  {employee.Extension,-6} {employee.Name} (softphone and mobile ring together)");
        foreach (var line in owner.Company.Lines.Where(line => line.Extension is not null).Take(1))
            output.WriteLine($"  {line.Extension,-6} company line {line.Name}: its members one after the other");
        foreach (var range in owner.Company.PbxRanges.Where(range => range.ShortFrom is not null).Take(1))
            output.WriteLine($"  {range.ShortFrom,-6} a desk phone of the PBX (trunk {range.Trunk})");
        if (login is var (name, secret) && host.Url is { } url)
            output.WriteLine($"Log in to the Manager at {url} as {name}, password {secret}.");
        output.WriteLine("`-- explain --from 201 --to 600` tells what a call would do and why; `-- help` lists the commands.");
        output.WriteLine();
    }

    private static string Server(BridgeHost host)
    {
        var transport = host.Parts.Transports.Default(TransportKind.Udp) ?? host.Parts.Transports.Transports[0];
        var address = transport.Local.IsAny ? transport.Advertised.IsAny ? "127.0.0.1" : transport.Advertised.HostText() : transport.Local.HostText();
        var port = transport.Local.Port == transport.Kind.DefaultPort() ? "" : $":{transport.Local.Port}";
        return transport.Kind == TransportKind.Udp ? address + port : $"{address}{port};transport={transport.Kind.ToString().ToLowerInvariant()}";
    }

    /// <param name="Login">Of the Manager; null: it is off, or the administrator has another password now.</param>
    private sealed record Demo(SoftphoneOwner Owner, string Password, (string Name, string Password)? Login);
}
