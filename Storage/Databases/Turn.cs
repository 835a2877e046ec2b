namespace PbxBridge.Storage.Databases;

/// <summary>Gives the turn to the next writer when it is disposed.</summary>
/// <param name="gate">Null = nobody waits.</param>
internal readonly struct Turn(SemaphoreSlim? gate) : IDisposable
{
    public void Dispose() => gate?.Release();
}
