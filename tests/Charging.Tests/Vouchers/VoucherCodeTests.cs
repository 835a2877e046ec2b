using PbxBridge.Charging.Vouchers;

namespace PbxBridge.Charging.Tests.Vouchers;

public sealed class VoucherCodeTests
{
    // Check digits reckoned by hand.
    [Theory]
    [InlineData(0, "00000000000000")]
    [InlineData(1, "00000000000018")]
    [InlineData(9_999_999_999_999, "99999999999993")]
    [InlineData(1_234_567_890_123, "12345678901237")]
    public void A_code_ends_in_its_check_digit(long random, string digits)
    {
        Assert.Equal(digits, VoucherCode.New(random).Digits);
        Assert.True(VoucherCode.TryParse(digits, out var read));
        Assert.Equal(VoucherCode.New(random), read);
    }

    [Theory]
    [InlineData("1234 5678 9012 37", true)]
    [InlineData("1234-5678-9012-37", true)]
    [InlineData("12345678901238", false)]
    [InlineData("1234567890123", false)]
    [InlineData("123456789012370", false)]
    [InlineData("12345678901a37", false)]
    [InlineData("1234567890123٧", false)]
    [InlineData("", false)]
    public void Groups_are_read_and_nothing_else(string text, bool read) => Assert.Equal(read, VoucherCode.TryParse(text, out _));

    [Fact]
    public void A_wrong_digit_and_two_that_changed_places_are_found()
    {
        var digits = VoucherCode.New(1_234_567_890_123).Digits;
        for (var i = 0; i < digits.Length; i++)
        {
            for (var d = '0'; d <= '9'; d++)
            {
                Assert.Equal(d == digits[i], VoucherCode.TryParse(digits[..i] + d + digits[(i + 1)..], out _));
            }

            // Luhn does not see 09 for 90.
            if (i > 0 && digits[i] != digits[i - 1] && digits[(i - 1)..(i + 1)] is not ("90" or "09"))
            {
                Assert.False(VoucherCode.TryParse(digits[..(i - 1)] + digits[i] + digits[i - 1] + digits[(i + 1)..], out _));
            }
        }
    }

    [Fact]
    public void A_code_out_of_range_is_a_bug()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => VoucherCode.New(VoucherCode.Space));
        Assert.Throws<ArgumentOutOfRangeException>(() => VoucherCode.New(-1));
        Assert.Throws<InvalidOperationException>(() => default(VoucherCode).Digits);
    }

    [Fact]
    public void Neither_code_nor_pepper_is_written_by_accident()
    {
        Assert.Equal("**********1237", VoucherCode.New(1_234_567_890_123).ToString());
        Assert.Equal("VoucherPepper", new VoucherPepper(new byte[32]).ToString());
    }

    // VCH-2; the value from the command line: printf 12345678901237 | openssl dgst -sha256 -mac HMAC -macopt hexkey:0102…20.
    [Fact]
    public void The_store_keeps_an_hmac_of_the_code()
    {
        var pepper = new VoucherPepper([.. Enumerable.Range(1, 32).Select(i => (byte)i)]);
        Assert.Equal("db853290f0515bac432854b9c313687230db7eab5adac56f39b966b125180baa", pepper.Hash(VoucherCode.New(1_234_567_890_123)));
        Assert.NotEqual(pepper.Hash(VoucherCode.New(1_234_567_890_123)), new VoucherPepper(new byte[32]).Hash(VoucherCode.New(1_234_567_890_123)));
        Assert.Throws<ArgumentException>(() => new VoucherPepper(new byte[31]));
    }

    [Theory]
    [InlineData(VoucherState.Created, "Active Blocked Expired")]
    [InlineData(VoucherState.Active, "Redeemed Blocked Expired")]
    [InlineData(VoucherState.Redeemed, "")]
    [InlineData(VoucherState.Blocked, "Active Expired")]
    [InlineData(VoucherState.Expired, "")]
    public void A_voucher_goes_its_way(VoucherState from, string to) =>
        Assert.Equal(to, string.Join(' ', Enum.GetValues<VoucherState>().Where(s => from.CanBecome(s))));
}
