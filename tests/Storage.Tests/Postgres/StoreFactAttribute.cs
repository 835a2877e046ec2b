using Xunit.Abstractions;
using Xunit.Sdk;

namespace PbxBridge.Storage.Tests.Postgres;

/// <summary>A fact of a class that exists for each kind of database. The one on PostgreSQL is skipped, with the reason, where no server is installed.</summary>
[XunitTestCaseDiscoverer("PbxBridge.Storage.Tests.Postgres.StoreFactDiscoverer", "PbxBridge.Storage.Tests")]
[AttributeUsage(AttributeTargets.Method)]
public sealed class StoreFactAttribute : FactAttribute;

/// <inheritdoc cref="StoreFactAttribute"/>
[XunitTestCaseDiscoverer("PbxBridge.Storage.Tests.Postgres.StoreTheoryDiscoverer", "PbxBridge.Storage.Tests")]
[AttributeUsage(AttributeTargets.Method)]
public sealed class StoreTheoryAttribute : TheoryAttribute;

public sealed class StoreFactDiscoverer(IMessageSink sink) : FactDiscoverer(sink)
{
    public override IEnumerable<IXunitTestCase> Discover(ITestFrameworkDiscoveryOptions options, ITestMethod method, IAttributeInfo attribute) =>
        MissingServer(method) is { } reason
            ? [new XunitSkippedDataRowTestCase(DiagnosticMessageSink, options.MethodDisplayOrDefault(), options.MethodDisplayOptionsOrDefault(), method, reason)]
            : base.Discover(options, method, attribute);

    internal static string? MissingServer(ITestMethod method) =>
        method.TestClass.Class.ToRuntimeType().IsDefined(typeof(CollectionAttribute), inherit: false) ? PostgresBinaries.Missing : null;
}

public sealed class StoreTheoryDiscoverer(IMessageSink sink) : TheoryDiscoverer(sink)
{
    public override IEnumerable<IXunitTestCase> Discover(ITestFrameworkDiscoveryOptions options, ITestMethod method, IAttributeInfo attribute) =>
        StoreFactDiscoverer.MissingServer(method) is { } reason
            ? CreateTestCasesForSkip(options, method, attribute, reason)
            : base.Discover(options, method, attribute);
}
