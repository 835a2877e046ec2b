using PbxBridge.Tests.Charges;
using PbxBridge.Tests.Hosting;
using PbxBridge.Tests.Office;

namespace PbxBridge.Tests.Commands;

/// <summary>CDR-1: charges as files, by hand and by the running program.</summary>
public sealed class ChargesCommandTests : IDisposable
{
    private readonly ProgramRun _run = new();

    [Fact]
    public async Task New_charges_go_into_a_file_once_and_a_file_can_be_written_again()
    {
        Assert.Equal(0, await _run.Run("charges", "billing"));
        Assert.Equal("There are no new charges.\n", _run.Out.ToString());
        Talk();
        Assert.Equal(0, await _run.Run("charges", "billing"));
        Assert.EndsWith("billing/PBXB_1_00000001.csv: charges 1–1\n", _run.Out.ToString());
        var path = Path.Combine(_run.Folder, "billing", "PBXB_1_00000001.csv");
        var first = await File.ReadAllBytesAsync(path);
        File.Delete(path);
        Assert.Equal(0, await _run.Run("charges", "billing", "--lang", "pl"));
        Assert.EndsWith("Nie ma nowych należności.\n", _run.Out.ToString());
        Assert.Equal(0, await _run.Run("charges", "billing", "--again", "1"));
        Assert.Equal(first, await File.ReadAllBytesAsync(path));
        Assert.Equal(1, await _run.Run("charges", "billing", "--again", "2"));
        Assert.Equal("The node 1 has no file 2.", Assert.Single(_run.Faults));
    }

    [Fact]
    public async Task A_folder_that_cannot_be_written_to_is_one_sentence()
    {
        Talk();
        await File.WriteAllTextAsync(Path.Combine(_run.Folder, "billing"), "");
        Assert.Equal(1, await _run.Run("charges", "billing"));
        Assert.Contains("cannot be written to", Assert.Single(_run.Faults));
    }

    [Fact]
    public async Task The_running_program_exports_at_its_start_when_a_folder_is_set()
    {
        Talk();
        var watcher = new FakeBridge.Watcher();
        var ended = _run.RunBridge(watcher, "Export:Folder=billing");
        await watcher.Bridge;
        var path = Path.Combine(_run.Folder, "billing", "PBXB_1_00000001.csv");
        Assert.True(SpinWait.SpinUntil(() => File.Exists(path), TimeSpan.FromSeconds(30)));
        _run.Stop.Request();
        Assert.Equal(0, await ended);
        Assert.Equal(4, (await File.ReadAllLinesAsync(path)).Length);
    }

    public void Dispose() => _run.Dispose();

    // One charged call in the store of the run.
    private void Talk()
    {
        using var temporary = new TemporaryStore();
        using (var office = TestOffice.Demo(new OfficeOptions { Store = temporary }))
        {
            office.Mobile(ChargeOffice.Outside).Answers();
            office.Mobile(ChargeOffice.Anna).TalksFor(office, ChargeOffice.Dialled, 10);
        }

        Directory.CreateDirectory(Path.Combine(_run.Folder, "data"));
        File.Copy(temporary.Store.Path, Path.Combine(_run.Folder, "data", "pbxbridge.db"), overwrite: true);
        foreach (var tail in (string[])["-wal", "-shm"])
        {
            if (File.Exists(temporary.Store.Path + tail))
                File.Copy(temporary.Store.Path + tail, Path.Combine(_run.Folder, "data", "pbxbridge.db" + tail), overwrite: true);
        }
    }
}
