using System.Numerics;

namespace PbxBridge.Routing.Numbering;

/// <summary>A set of number classes, as bits.</summary>
public readonly record struct NumberClassSet(uint Bits)
{
    /// <summary>Inside the network: what a profile treats as the company's own (mission N1, N4).</summary>
    public static readonly NumberClassSet Inside = Of(NumberClass.OnNet, NumberClass.PartnerNumber, NumberClass.PartnerNetwork);

    /// <summary>Barred by the operator for everybody (BAR-1 step 2).</summary>
    public static readonly NumberClassSet OperatorBarred =
        Of(NumberClass.CarrierSelect, NumberClass.M2M, NumberClass.Pager, NumberClass.DataAccess);

    /// <summary>What a profile can allow or deny: neither barred by the operator nor always allowed.</summary>
    public static readonly NumberClassSet Barrable = new NumberClassSet(
        Of(NumberClass.ShortSpecial, NumberClass.Directory, NumberClass.MobileOwnOperator, NumberClass.MobileOther, NumberClass.FixedLocal, NumberClass.FixedNational,
            NumberClass.VoipNomadic, NumberClass.Government, NumberClass.Freephone, NumberClass.SharedCost, NumberClass.Premium, NumberClass.International,
            NumberClass.Satellite).Bits | Inside.Bits);

    /// <summary>Outside the network.</summary>
    public static readonly NumberClassSet Outside = new(Barrable.Bits & ~Inside.Bits);

    public bool IsEmpty => Bits == 0;

    public int Count => BitOperations.PopCount(Bits);

    public static NumberClassSet Of(params ReadOnlySpan<NumberClass> classes)
    {
        var bits = 0u;
        foreach (var one in classes)
            bits |= 1u << (int)one;
        return new(bits);
    }

    public bool Contains(NumberClass one) => (Bits & (1u << (int)one)) != 0;

    public NumberClassSet With(NumberClass one) => new(Bits | (1u << (int)one));

    public NumberClassSet Union(NumberClassSet other) => new(Bits | other.Bits);

    /// <summary>In the order of <see cref="NumberClass"/>.</summary>
    public IEnumerable<NumberClass> Classes()
    {
        for (var bits = Bits; bits != 0; bits &= bits - 1)
            yield return (NumberClass)BitOperations.TrailingZeroCount(bits);
    }

    public override string ToString() => string.Join(", ", Classes());
}
