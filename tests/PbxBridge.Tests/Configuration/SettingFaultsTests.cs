using PbxBridge.Tests.Hosting;

namespace PbxBridge.Tests.Configuration;

public sealed class SettingFaultsTests
{
    [Theory]
    [InlineData("Sip:Listeners:0=htp://0.0.0.0:5060", "Sip:Listeners:0")]
    [InlineData("Sip:Listeners:0=udp://0.0.0.0:99999", "Sip:Listeners:0")]
    [InlineData("Sip:Listeners=", "Sip:Listeners")]
    [InlineData("Sip:Advertised:0=everywhere", "Sip:Advertised:0")]
    [InlineData("Sip:Listenres:0=udp://0.0.0.0:5060", "did you mean Sip:Listeners?")]
    [InlineData("Sip:Tls:Key=key.pem", "Sip:Tls:Key")]
    [InlineData("Sip:Tls:Trust=Nobody", "Sip:Tls:Trust")]
    [InlineData("Spi:Listeners:0=udp://0.0.0.0:5060", "did you mean Sip?")]
    [InlineData("Media:PortMax=20000", "Media:PortMax")]
    [InlineData("Media:Enabled=perhaps", "Media:Enabled")]
    [InlineData("Media:Watchdog=30", "Media:Watchdog")]
    [InlineData("Store:Path=", "Store:Path")]
    [InlineData("Store:GroupSize=0", "Store:GroupSize")]
    [InlineData("Operator:MobileTrunk=moblie", "Operator:MobileTrunk")]
    [InlineData("Operator:EmergencyTrunks:0=sos", "Operator:EmergencyTrunks:0")]
    [InlineData("Operator:Trunks:mobile:Peers:0=a b", "Operator:Trunks:mobile:Peers:0")]
    [InlineData("Operator:Trunks:second:Trusted=true", "Operator:Trunks:second:Peers")]
    [InlineData("Operator:Trunks:mobile:User=bridge", "Operator:Trunks:mobile:Password")]
    [InlineData("Operator:Timers:Provisional=00:01:00", "Operator:Timers:Provisional")]
    [InlineData("Operator:Timers:LongestMessage=00:20:00", "Operator:Timers:LongestMessage")]
    [InlineData("Operator:Timers:MessageSilence=00:00:01", "Operator:Timers:MessageSilence")]
    [InlineData("Operator:Timers:LongestCall=2.00:00:00", "Operator:Timers:LongestCall")]
    [InlineData("Operator:DepositNumbers:0=601", "Operator:DepositNumbers:0")]
    [InlineData("Drain:Seconds=soon", "Drain:Seconds")]
    [InlineData("--Drain:Seconds=-1", "Drain:Seconds")]
    [InlineData("Web:Url=localhost", "Web:Url")]
    [InlineData("Web:Url=ftp://localhost", "Web:Url")]
    [InlineData("Web:Key=key.pem", "Web:Key")]
    [InlineData("Web:Proxies:0=proxy", "Web:Proxies:0")]
    [InlineData("Log:Level=Loud", "Log:Level")]
    [InlineData("Security:BanAfter=1", "Security:BanAfter")]
    [InlineData("Notices:Sms:By=Pigeon", "Notices:Sms:By")]
    [InlineData("Notices:Sms:Trunk=moblie", "Notices:Sms:Trunk")]
    [InlineData("Notices:Sms:From=Przyklad", "Notices:Sms:From")]
    [InlineData("Notices:Sms:By=Http", "Notices:Sms:Url")]
    [InlineData("Notices:Sms:Tokne=x", "did you mean Notices:Sms:Token?")]
    [InlineData("Notices:Mail:Server=mail.example", "Notices:Mail:From")]
    [InlineData("Notices:Mail:Port=0", "Notices:Mail:Port")]
    [InlineData("Notices:GiveUpAfter=00:00:01", "Notices:GiveUpAfter")]
    [InlineData("Export:Every=00:00:01", "Export:Every")]
    [InlineData("--drian", "'--drian'")]
    [InlineData("improt", "did you mean import?")]
    public async Task Wrong_setting_is_one_sentence_that_names_its_key(string arg, string named)
    {
        using var run = new ProgramRun();
        Assert.Equal(2, await run.Run(arg));
        Assert.Contains(named, Assert.Single(run.Faults));
    }

    [Fact]
    public async Task A_mail_password_is_not_sent_for_everybody_to_read()
    {
        using var run = new ProgramRun();
        Assert.Equal(2, await run.Run("Notices:Mail:Server=mail.example", "Notices:Mail:From=a@b.example", "Notices:Mail:User=a", "Notices:Mail:StartTls=false"));
        Assert.Contains("Notices:Mail:User", Assert.Single(run.Faults));
    }

    [Fact]
    public async Task Wrong_setting_of_the_environment_names_the_variable()
    {
        using var run = new ProgramRun();
        run.Environment["PBXBRIDGE_DRAIN__SECONDS"] = "x";
        Assert.Equal(2, await run.Run());
        Assert.Equal("The setting Drain:Seconds is 'x', which is not a whole number (environment variable PBXBRIDGE_DRAIN__SECONDS).", Assert.Single(run.Faults));
    }

    [Fact]
    public async Task Wrong_setting_of_a_file_names_the_file()
    {
        using var run = new ProgramRun();
        var file = Path.Combine(run.Folder, "pbxbridge.json");
        await File.WriteAllTextAsync(file, """{ "Log": { "Levle": "Debug" } }""");
        Assert.Equal(2, await run.Run());
        Assert.Equal($"The setting Log:Levle (file {file}) does not exist; did you mean Log:Level?", Assert.Single(run.Faults));
    }

    [Fact]
    public async Task Broken_file_is_named_with_the_line()
    {
        using var run = new ProgramRun();
        var file = Path.Combine(run.Folder, "pbxbridge.json");
        await File.WriteAllTextAsync(file, "{\n  \"Log\": {\n  ]\n}");
        Assert.Equal(2, await run.Run());
        Assert.Equal($"The configuration file {file} is not JSON, see line 3.", Assert.Single(run.Faults));
    }

    [Fact]
    public async Task Password_is_not_repeated()
    {
        using var run = new ProgramRun();
        Assert.Equal(2, await run.Run("Sip:Tls:Password=hunter2", "Sip:Tls:Key=x.pem"));
        Assert.DoesNotContain("hunter2", run.Error.ToString());
    }
}
