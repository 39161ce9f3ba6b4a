using System.Text;
using DataPipe.Parquet.Compression;

namespace DataPipe.Parquet.Tests.Compression;

public sealed class SnappyCodecTests
{
    [Theory]
    // A literal, and copies of one, two and four bytes of distance.
    [InlineData("040C61626364", "abcd")]
    [InlineData("080C616263640104", "abcdabcd")]
    [InlineData("080C616263640E0400", "abcdabcd")]
    [InlineData("080C616263640F04000000", "abcdabcd")]
    // A copy that overlaps what it writes.
    [InlineData("090061" + "1E0100", "aaaaaaaaa")]
    // A literal whose length takes a byte of its own.
    [InlineData("03F002616263", "abc")]
    public void Elements_are_decoded(string hex, string text)
    {
        var page = new byte[text.Length];
        new SnappyCodec().Decompress(Convert.FromHexString(hex), page);
        Assert.Equal(text, Encoding.ASCII.GetString(page));
    }

    [Theory]
    [InlineData("")]
    [InlineData("04")]
    [InlineData("040C6162")]
    [InlineData("05")]
    [InlineData("0404616203")]
    [InlineData("040104")]
    [InlineData("0400610E0000")]
    [InlineData("0400610E0500")]
    [InlineData("04FCFFFFFFFF61")]
    [InlineData("FFFFFFFFFF")]
    [InlineData("0410616263646501")]
    public void Malformed_elements_are_refused(string hex) =>
        Assert.Throws<InvalidDataException>(() => new SnappyCodec().Decompress(Convert.FromHexString(hex), new byte[4]));
}
