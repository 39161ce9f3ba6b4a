using System.Text;
using DataPipe.Curation.Sources.Charsets;
using DataPipe.Testing;
using Xunit.Abstractions;

namespace DataPipe.Curation.Tests.Sources;

public class CharsetTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData("utf-8", "UTF-8")]
    [InlineData(" UTF8 ", "UTF-8")]
    [InlineData("latin1", "windows-1252")]
    [InlineData("ISO-8859-1", "windows-1252")]
    [InlineData("gb2312", "GBK")]
    [InlineData("x-sjis", "Shift_JIS")]
    [InlineData("iso-2022-kr", "replacement")]
    [InlineData("ks_c_5601-1987", "EUC-KR")]
    public void Finds_an_encoding_by_any_of_its_labels(string label, string name) => Assert.Equal(name, CharsetLabels.Find(label)?.Name);

    [Theory]
    [InlineData("")]
    [InlineData("utf-9")]
    [InlineData("a label that is far too long to be one of them")]
    public void Knows_no_other_labels(string label) => Assert.Null(CharsetLabels.Find(label));

    [Theory]
    [InlineData("windows-1252", new byte[] { 0x80, 0xE9, 0x81 }, "€é\u0081")]
    [InlineData("iso-8859-2", new byte[] { 0xB1, 0xE6 }, "ąć")]
    [InlineData("iso-8859-10", new byte[] { 0x41, 0xA1, 0xFF }, "AĄĸ")]
    [InlineData("iso-8859-14", new byte[] { 0xA1, 0xF0 }, "Ḃŵ")]
    [InlineData("iso-8859-16", new byte[] { 0xA4, 0xFF }, "€ÿ")]
    [InlineData("koi8-r", new byte[] { 0xF0, 0xD2, 0xC9 }, "При")]
    [InlineData("koi8-u", new byte[] { 0xA4 }, "є")]
    [InlineData("windows-1251", new byte[] { 0xCF, 0xF0 }, "Пр")]
    [InlineData("ibm866", new byte[] { 0x8F, 0xE0 }, "Пр")]
    [InlineData("macintosh", new byte[] { 0x8E }, "é")]
    [InlineData("windows-874", new byte[] { 0xA1 }, "ก")]
    [InlineData("shift_jis", new byte[] { 0x93, 0xFA, 0x96, 0x7B }, "日本")]
    [InlineData("euc-jp", new byte[] { 0xC6, 0xFC, 0xCB, 0xDC }, "日本")]
    [InlineData("iso-2022-jp", new byte[] { 0x1B, 0x24, 0x42, 0x46, 0x7C, 0x1B, 0x28, 0x42, 0x61 }, "日a")]
    [InlineData("gbk", new byte[] { 0xC4, 0xE3, 0xBA, 0xC3 }, "你好")]
    [InlineData("gb18030", new byte[] { 0x95, 0x32, 0x82, 0x36 }, "\U00020000")]
    [InlineData("big5", new byte[] { 0xA7, 0x41, 0xA6, 0x6E }, "你好")]
    [InlineData("euc-kr", new byte[] { 0xC7, 0xD1, 0xB1, 0xDB }, "한글")]
    [InlineData("utf-16", new byte[] { 0x41, 0x00, 0xAC, 0x20 }, "A€")]
    [InlineData("utf-16be", new byte[] { 0x00, 0x41, 0x20, 0xAC }, "A€")]
    [InlineData("x-user-defined", new byte[] { 0x41, 0x80, 0xFF }, "A\uF780\uF7FF")]
    public void Decodes_to_utf_8(string label, byte[] bytes, string expected) => Assert.Equal(expected, Decode(bytes, CharsetLabels.Find(label)!));

    [Theory]
    [InlineData(new byte[] { 0x61, 0xFF, 0x62 }, "a\uFFFDb")]
    [InlineData(new byte[] { 0x61, 0x00, 0x62 }, "a\uFFFDb")]
    [InlineData(new byte[] { 0xEF, 0xBB, 0xBF, 0x61 }, "a")]
    [InlineData(new byte[] { 0xED, 0xA0, 0x80 }, "\uFFFD\uFFFD\uFFFD")]
    [InlineData(new byte[] { 0x61, 0xE2, 0x82 }, "a\uFFFD")]
    public void Replaces_what_is_not_utf_8_and_nul(byte[] bytes, string expected) => Assert.Equal(expected, Decode(bytes, Charset.Utf8));

    [Theory]
    [InlineData("<meta charset=koi8-r>é", null, "KOI8-R")]
    [InlineData("<meta charset=koi8-r>é", "text/html; charset=big5", "Big5")]
    [InlineData("<meta charset=koi8-r>é", "text/html; charset=\"utf-8\"", "UTF-8")]
    [InlineData("<meta charset=koi8-r>é", "text/html; charset=nonsense", "KOI8-R")]
    [InlineData("<meta charset=utf-16>é", null, "UTF-8")]
    [InlineData("<?xml version='1.0' encoding='iso-8859-2'?><html>", null, "ISO-8859-2")]
    [InlineData("\uFEFF<meta charset=koi8-r>", "text/html; charset=big5", "UTF-8")]
    [InlineData("plain é", null, "UTF-8")]
    public void Chooses_by_mark_then_server_then_page_then_bytes(string page, string? contentType, string expected) =>
        Assert.Equal(expected, CharsetDecoder.Choose(Encoding.UTF8.GetBytes(page), contentType, isHtml: true).Name);

    [Fact]
    public void Guesses_from_the_bytes_when_nobody_says()
    {
        Assert.Equal("windows-1252", CharsetDecoder.Choose([0x63, 0x61, 0x66, 0xE9], null, isHtml: true).Name);
        Assert.Equal("UTF-16LE", CharsetDecoder.Choose(Encoding.Unicode.GetBytes("<html><p>without a mark"), null, isHtml: true).Name);
        Assert.Equal("UTF-16BE", CharsetDecoder.Choose(Encoding.BigEndianUnicode.GetBytes("<html><p>without a mark"), null, isHtml: true).Name);
        Assert.Equal("UTF-8", CharsetDecoder.Choose([], null, isHtml: true).Name);
        Assert.Equal("windows-1252", CharsetDecoder.Choose([0x3C, 0x6D, 0x65, 0x74, 0x61, 0xE9], null, isHtml: false).Name);
    }

    [Fact]
    public void Finds_what_pages_declare_as_the_public_cases_say()
    {
        if (Checkout.FindShared("html/encoding") is not { } folder)
        {
            output.WriteLine("skipped: ../shared/data/html/encoding does not exist");
            return;
        }

        var cases = 0;
        List<string> failures = [];
        foreach (var file in Directory.EnumerateFiles(folder, "*.dat").Order(StringComparer.Ordinal))
        {
            foreach (var part in ("\n" + File.ReadAllText(file, Encoding.Latin1)).Split("\n#data\n").Skip(1))
            {
                var end = part.IndexOf("\n#encoding\n", StringComparison.Ordinal);
                var expected = CharsetLabels.Find(part[(end + 11)..].Split('\n')[0])?.Name;
                var page = Encoding.Latin1.GetBytes(part[..end]);
                var found = page is [0xEF, 0xBB, 0xBF, ..] ? CharsetDecoder.Choose(page, null, isHtml: true).Name : MetaCharset.Find(page)?.Name ?? "windows-1252";
                cases++;
                if (expected != found) failures.Add($"{Path.GetFileName(file)}: expected {expected}, found {found}: {part[..Math.Min(end, 200)]}");
            }
        }

        output.WriteLine($"{cases - failures.Count} of {cases}");
        Assert.True(cases > 50);
        Assert.Equal([], failures);
    }

    private static string Decode(byte[] bytes, Charset charset) => Encoding.UTF8.GetString(new CharsetDecoder().Decode(bytes, charset).Span);
}
