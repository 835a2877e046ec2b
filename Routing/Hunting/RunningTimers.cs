namespace PbxBridge.Routing.Hunting;

/// <summary>Which timers of the hunt run; writes the commands that start and stop them, each only when needed.</summary>
internal struct RunningTimers
{
    private int _running;

    public void Start(HuntTimer timer, TimeSpan period, List<HuntCommand> commands)
    {
        _running |= Bit(timer);
        commands.Add(new HuntCommand.StartTimer(timer, period));
    }

    public void Stop(HuntTimer timer, List<HuntCommand> commands)
    {
        if (Expired(timer))
            commands.Add(new HuntCommand.StopTimer(timer));
    }

    /// <summary>Those of one attempt.</summary>
    public void StopRinging(List<HuntCommand> commands)
    {
        Stop(HuntTimer.Provisional, commands);
        Stop(HuntTimer.Ring, commands);
        Stop(HuntTimer.Reply, commands);
    }

    public void StopAll(List<HuntCommand> commands)
    {
        for (var timer = HuntTimer.Provisional; timer <= HuntTimer.Reply; timer++)
            Stop(timer, commands);
    }

    /// <summary>Takes the timer as run out; false when it was not running, so that the event is stale.</summary>
    public bool Expired(HuntTimer timer)
    {
        var ran = (_running & Bit(timer)) != 0;
        _running &= ~Bit(timer);
        return ran;
    }

    private static int Bit(HuntTimer timer) => 1 << (int)timer;
}
