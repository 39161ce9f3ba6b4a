using System.Text;
using DataPipe.Text.Passages;

namespace DataPipe.Text.Tests.Passages;

public class CcNetNormalizerTests
{
    // What CCNet's own function gives for these lines.
    [Theory]
    [InlineData("  Read more...  ", "read more...")]
    [InlineData("On 3 May 2021, 14:05", "on 0 may 0000, 00:00")]
    [InlineData("“Quoted” — said she…", "quoted  said she")]
    [InlineData("tab\tand\u0007bell", "tabandbell")]
    [InlineData("ÉCOLE Ünder", "école ünder")]
    [InlineData("٣٤ and １２", "00 and 00")]
    [InlineData("ΣΊΣΥΦΟΣ", "σίσυφος")]
    [InlineData("\u0085\u009Fx", "x")]
    [InlineData("İstanbul", "i\u0307stanbul")]
    [InlineData("   ", "")]
    [InlineData("», 「」", ", ")]
    public void Gives_what_the_reference_gives(string line, string expected) =>
        Assert.Equal(expected, Encoding.UTF8.GetString(new CcNetNormalizer().Normalize(Encoding.UTF8.GetBytes(line))));

    [Fact]
    public void Long_and_short_lines_use_one_buffer()
    {
        var normalizer = new CcNetNormalizer();
        Assert.Equal(3_000_000, normalizer.Normalize(Encoding.UTF8.GetBytes(new string('Ä', 1_500_000))).Length);
        Assert.Equal("x"u8, normalizer.Normalize("X"u8));
    }

    [Fact]
    public void Nothing_is_allocated()
    {
        var normalizer = new CcNetNormalizer();
        var line = "The river, at 12 feet — “high” — had risen: Ä."u8.ToArray();
        Assert.Equal(0, Allocations.Of(() => normalizer.Normalize(line)));
    }
}
