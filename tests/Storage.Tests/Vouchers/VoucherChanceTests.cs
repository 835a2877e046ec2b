using System.Security.Cryptography;
using PbxBridge.Charging.Amounts;
using PbxBridge.Charging.Vouchers;

namespace PbxBridge.Storage.Tests.Vouchers;

/// <summary>VCH-1: codes are drawn from the system's cryptographic generator, and nobody can tell one from the others.</summary>
public sealed class VoucherChanceTests : IDisposable
{
    private const int Count = 2_000;

    // Quantiles of chi-square with 9 degrees of freedom: a good generator is over the first one in a million runs, over the second in a hundred million.
    private const double OneInAMillion = 44.81, OneInAHundredMillion = 55.45;

    private static readonly VoucherPepper Pepper = new([.. Enumerable.Range(1, 32).Select(i => (byte)i)]);

    private readonly TemporaryStore _temporary = new();

    [Fact]
    public void A_store_without_a_generator_of_its_own_has_the_systems_cryptographic_one()
    {
        using var store = Open();
        Assert.Equal((typeof(RandomNumberGenerator), nameof(RandomNumberGenerator.Fill)), (store.Random.Method.DeclaringType, store.Random.Method.Name));
    }

    [Fact]
    public void Codes_of_several_batches_are_well_formed_and_all_different()
    {
        using var store = Open();
        var codes = Codes(store, Count / 2).Concat(Codes(store, Count / 2)).ToArray();
        Assert.All(codes, code => Assert.True(code.Length == VoucherCode.Length && code.All(char.IsAsciiDigit) && VoucherCode.TryParse(code, out _), code));
        Assert.Equal(Count, codes.Distinct().Count());
    }

    [Fact]
    public void Every_digit_comes_as_often_as_every_other_at_each_place()
    {
        using var store = Open();
        var codes = Codes(store, Count);
        Assert.InRange(ChiSquare(codes.SelectMany(code => code[..^1])), 0, OneInAMillion);
        for (var place = 0; place < VoucherCode.Length; place++)
            Assert.InRange(ChiSquare(codes.Select(code => code[place])), 0, OneInAHundredMillion);
        // A digit says nothing of the next one: pairs of unlike and like digits.
        Assert.InRange(ChiSquare(codes.SelectMany(code => Enumerable.Range(1, 12).Select(i => (char)('0' + ((code[i] - code[i - 1] + 10) % 10))))), 0, OneInAMillion);
    }

    public void Dispose() => _temporary.Dispose();

    private Store Open() => Store.Open(_temporary.Options, _temporary.Time);

    private static string[] Codes(Store store, int count) =>
        [.. store.Vouchers.Create(Money.Of(10m), count, new DateOnly(2026, 12, 31), "anna", VoucherRules.Standard, Pepper).Vouchers.Select(voucher => voucher.Code)];

    private static double ChiSquare(IEnumerable<char> digits)
    {
        var counts = new int[10];
        foreach (var digit in digits)
            counts[digit - '0']++;
        var expected = counts.Sum() / 10.0;
        return counts.Sum(count => (count - expected) * (count - expected) / expected);
    }
}
