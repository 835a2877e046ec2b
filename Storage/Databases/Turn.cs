namespace PbxBridge.Storage.Databases;

/// <summary>Gives the turn to the next writer when it is disposed.</summary>
/// <param name="turns">Null = nobody waits.</param>
internal readonly struct Turn(WriteTurns? turns) : IDisposable
{
    /// <summary>Another writer waits: what is long ends here and goes on in a turn of its own.</summary>
    public bool IsAwaited => turns is { IsAwaited: true };

    public void Dispose() => turns?.End();
}
