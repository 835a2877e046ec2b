using System.Text;
using PbxBridge.Charging.Amounts;
using PbxBridge.Manager.Telemonitor;
using PbxBridge.Routing.Companies;

namespace PbxBridge.Manager.Tests.Telemonitor;

public sealed class SheetTextTests
{
    [Theory]
    [InlineData("=SUM(A1)", "'=SUM(A1)")]
    [InlineData("+48601000201", "'+48601000201")]
    [InlineData("-1", "'-1")]
    [InlineData("@x", "'@x")]
    [InlineData("\t=1", "\"'\t=1\"")]
    [InlineData("=1;\"2\"", "\"'=1;\"\"2\"\"\"")]
    [InlineData("Jan; Nowak", "\"Jan; Nowak\"")]
    [InlineData("a\r\nb", "\"a\r\nb\"")]
    [InlineData("Łucja - Żółkiewska", "Łucja - Żółkiewska")]
    public void A_text_is_a_text_and_no_formula(string text, string cell)
    {
        var sheet = new SheetText(Language.Polish);
        sheet.Row(text);
        Assert.Equal($"\uFEFF{cell}\r\n", Encoding.UTF8.GetString(sheet.ToBytes()));
    }

    [Fact]
    public void Amounts_are_exact_with_the_mark_of_the_language_and_may_be_below_nothing()
    {
        Assert.Equal("\uFEFF-1234,50;0,0048;3;25:01:01;\r\n", Row(Language.Polish));
        Assert.Equal("\uFEFF-1234.50;0.0048;3;25:01:01;\r\n", Row(Language.English));

        static string Row(Language language)
        {
            var sheet = new SheetText(language);
            sheet.Row(Money.Of(-1234.5m), Money.Of(0.0048m), 3, new TimeSpan(1, 1, 1, 1), null);
            return Encoding.UTF8.GetString(sheet.ToBytes());
        }
    }
}
