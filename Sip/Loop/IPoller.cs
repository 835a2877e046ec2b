namespace PbxBridge.Sip.Loop;

/// <summary>Sleeps until a socket is ready, somebody wakes it, or time is up.</summary>
internal interface IPoller : IDisposable
{
    /// <summary>Waits at most <paramref name="milliseconds"/> (-1 = for ever) and marks the ready sockets.</summary>
    void Wait(List<IPolledSocket> sockets, int milliseconds);

    /// <summary>Lets this much time pass, whatever happens meanwhile.</summary>
    void Pause(TimeSpan time);

    /// <summary>Ends the wait. Called from any thread.</summary>
    void Wake();
}
