using Microsoft.Extensions.Logging.Abstractions;
using PbxBridge.Hosting;
using PbxBridge.Testing;
using PbxBridge.Tests.Charges;
using PbxBridge.Tests.Office;

namespace PbxBridge.Tests.Hosting;

public sealed class ChargeFilesTests
{
    [Fact]
    public async Task Files_come_at_the_start_and_then_at_their_times_without_a_gap()
    {
        using var office = TestOffice.Demo();
        office.Mobile(ChargeOffice.Outside).Answers();
        var folder = Directory.CreateTempSubdirectory("billing").FullName;
        var time = new ManualTime();
        Talk(office);
        await using (var files = new ChargeFiles(office.Store.Export, "1", folder, TimeSpan.FromMinutes(15), time, NullLogger<ChargeFiles>.Instance))
        {
            files.Start();
            Await(files, rounds: 1);
            Assert.Single(Directory.GetFiles(folder));
            Talk(office);
            time.Advance(TimeSpan.FromMinutes(14));
            Assert.Single(Directory.GetFiles(folder));
            time.Advance(TimeSpan.FromMinutes(1));
            Await(files, rounds: 2);
            Assert.Equal(2, Directory.GetFiles(folder).Length);
            time.Advance(TimeSpan.FromMinutes(15));
        }

        Assert.Equal(["1,1", "2,2"], Directory.GetFiles(folder).Order().Select(file => string.Join(',', File.ReadLines(file).First().Split(',')[4..6])));
        Directory.Delete(folder, recursive: true);
    }

    /// <summary>A file is there before its round is over: what is charged in between is still taken along.</summary>
    private static void Await(ChargeFiles files, int rounds) =>
        Assert.True(SpinWait.SpinUntil(() => files.Rounds == rounds, TimeSpan.FromSeconds(30)));

    private static void Talk(TestOffice office)
    {
        office.Mobile(ChargeOffice.Anna).TalksFor(office, ChargeOffice.Dialled, 10);
        office.Run(1);
        office.Flush();
    }
}
