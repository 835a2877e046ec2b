namespace PbxBridge.Tests.Office;

/// <summary>What must not be left when all calls are over.</summary>
internal static class Leftovers
{
    public static void AssertNone(TestOffice office, int timersAtRest)
    {
        Assert.Empty(office.Faults);
        Assert.Empty(office.Log.Errors);
        var core = office.Bridge.Core;
        Assert.Equal(
            "calls 0, dialogs 0, client transactions 0, server transactions 0, open ports 0",
            $"calls {office.Bridge.ActiveCalls}, dialogs {core.DialogCount}, client transactions {core.Layer.ClientCount}, server transactions {core.Layer.ServerCount}, "
            + $"open ports {office.Media.OpenPorts.Count()}");
        Assert.Equal(0, office.Bridge.Traces.Count);
        Assert.Equal(timersAtRest, office.Loop.Timers.Count);
        Assert.Equal(office.Log.StartedCalls, office.Records.Select(r => r.Id).Order(StringComparer.Ordinal));
        foreach (var trunk in office.Bridge.Trunks)
            Assert.Equal(0, trunk.Channels);
    }
}
