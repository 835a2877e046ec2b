using System.ComponentModel;
using System.Runtime.InteropServices;

namespace PbxBridge.Sip.Loop;

/// <summary>poll(2) on the sockets and an eventfd.</summary>
internal sealed unsafe class NativePoller : IPoller
{
    private readonly Lock _gate = new();
    private readonly int _event;
    private Libc.PollFd[] _fds = [];
    private bool _closed;

    public NativePoller()
    {
        _event = Libc.EventFd(0, Libc.EventNonBlockingCloseOnExec);
        if (_event < 0)
            throw new Win32Exception(Marshal.GetLastPInvokeError());
    }

    public void Wait(List<IPolledSocket> sockets, int milliseconds)
    {
        var count = sockets.Count + 1;
        if (_fds.Length < count)
            _fds = new Libc.PollFd[count];
        _fds[0] = new Libc.PollFd { Fd = _event, Events = Libc.PollIn };
        for (var i = 0; i < sockets.Count; i++)
            _fds[i + 1] = new Libc.PollFd { Fd = (int)sockets[i].Socket.Handle, Events = Libc.PollIn };
        int ready;
        fixed (Libc.PollFd* fds = _fds)
            ready = Libc.Poll(fds, (nuint)count, milliseconds);
        // An interrupted wait (-1) is a wait that ended early: nothing is ready.
        for (var i = 0; i < sockets.Count; i++)
            sockets[i].IsReady = ready > 0 && _fds[i + 1].Returned != 0;
        if (ready > 0 && _fds[0].Returned != 0)
        {
            ulong drained;
            _ = Libc.Read(_event, &drained, sizeof(ulong));
        }
    }

    public void Pause(TimeSpan time)
    {
        var wait = new Libc.TimeSpec { Seconds = (nint)time.TotalSeconds, Nanoseconds = (nint)(time.Ticks % TimeSpan.TicksPerSecond * 100) };
        // Interrupted early is early: nobody counts on the full time.
        _ = Libc.NanoSleep(&wait, null);
    }

    public void Wake()
    {
        // The lock keeps a late caller from writing into a number that was closed and given to another file.
        lock (_gate)
        {
            if (_closed)
                return;
            ulong one = 1;
            _ = Libc.Write(_event, &one, sizeof(ulong));
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            if (_closed)
                return;
            _closed = true;
            _ = Libc.Close(_event);
        }
    }
}
