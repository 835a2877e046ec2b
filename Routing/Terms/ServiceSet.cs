using System.Numerics;

namespace PbxBridge.Routing.Terms;

/// <summary>A set of services, as bits.</summary>
public readonly record struct ServiceSet(int Bits)
{
    public static readonly ServiceSet All = new((1 << (int)(ServiceKind.Limits + 1)) - 1);

    public int Count => BitOperations.PopCount((uint)Bits);

    public static ServiceSet Of(params ReadOnlySpan<ServiceKind> services)
    {
        var bits = 0;
        foreach (var service in services)
            bits |= 1 << (int)service;
        return new(bits);
    }

    public bool Contains(ServiceKind service) => (Bits & (1 << (int)service)) != 0;

    public ServiceSet With(ServiceKind service) => new(Bits | (1 << (int)service));

    public ServiceSet Without(ServiceSet others) => new(Bits & ~others.Bits);

    /// <summary>In the order of <see cref="ServiceKind"/>.</summary>
    public IEnumerable<ServiceKind> Services()
    {
        for (var bits = (uint)Bits; bits != 0; bits &= bits - 1)
            yield return (ServiceKind)BitOperations.TrailingZeroCount(bits);
    }

    public override string ToString() => string.Join(", ", Services());
}
