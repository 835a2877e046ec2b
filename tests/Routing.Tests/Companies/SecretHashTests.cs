using PbxBridge.Routing.Companies;

namespace PbxBridge.Routing.Tests.Companies;

public sealed class SecretHashTests
{
    [Fact]
    public void Only_the_right_pin_matches_also_after_writing()
    {
        var hash = SecretHash.Of("1234", [1, 2, 3, 4, 5, 6, 7, 8], 10);
        var again = SecretHash.TryParse(hash.Text)!;
        Assert.True(hash.Matches("1234") && again.Matches("1234"));
        Assert.False(hash.Matches("1235") || again.Matches("") || again.Matches("12345"));
        Assert.Equal(hash, again);
    }

    [Theory]
    [InlineData("")]
    [InlineData("1234")]
    [InlineData("pbkdf2-sha256$0$AAAAAAAAAAA=$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=")]
    [InlineData("pbkdf2-sha256$99999999$AAAAAAAAAAA=$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=")]
    [InlineData("pbkdf2-sha256$10$AAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=")]
    [InlineData("pbkdf2-sha256$10$AAAAAAAAAAA=$AAAA")]
    [InlineData("pbkdf2-sha256$10$%$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=")]
    public void Other_text_is_no_hash(string text) => Assert.Null(SecretHash.TryParse(text));
}
