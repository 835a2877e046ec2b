namespace PbxBridge.Storage.Databases;

/// <summary>One statement, prepared once and run many times. One thread, one connection.</summary>
internal interface IStatement : IDisposable
{
    /// <summary>Forgets the values of the former run.</summary>
    void Reset();

    /// <summary>Gives the next value.</summary>
    void Add(string? value);

    /// <inheritdoc cref="Add(string?)"/>
    void AddText(ReadOnlySpan<byte> utf8);

    /// <inheritdoc cref="Add(string?)"/>
    void Add(long? value);

    /// <inheritdoc cref="Add(string?)"/>
    /// <param name="value">Empty: null.</param>
    void AddBlob(ReadOnlySpan<byte> value);

    /// <summary>Runs it to its end.</summary>
    /// <returns>How many rows were changed.</returns>
    int Run();

    /// <summary>Runs it, and reads whole numbers from its first row; null is 0.</summary>
    /// <returns>False when there was no row.</returns>
    bool TryRead(Span<long> columns);
}
