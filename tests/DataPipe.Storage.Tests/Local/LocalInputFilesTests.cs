using DataPipe.Core.Catalogues;
using DataPipe.Core.Faults;
using DataPipe.Storage.Local;
using DataPipe.Storage.Tests.Support;

namespace DataPipe.Storage.Tests.Local;

public sealed class LocalInputFilesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly LocalInputFiles _files = new();

    public LocalInputFilesTests()
    {
        foreach (var name in (string[])["a.txt", "b.txt", "B.txt", "c.jsonl.gz", "sub/a.txt", "sub/deep/d.txt", "sub/deep/e.warc", "other/a.txt", "[x].txt"])
            _folder.Write(name, name);
    }

    public void Dispose() => _folder.Dispose();

    private IEnumerable<string> Find(string pattern) =>
        _files.Find(new FilePattern(pattern, _folder.Path)).Select(f => Path.GetRelativePath(_folder.Path, f.Path).Replace('\\', '/'));

    [Theory]
    [InlineData("a.txt", "a.txt")]
    [InlineData("./sub/../a.txt", "a.txt")]
    [InlineData("*.txt", "B.txt", "[x].txt", "a.txt", "b.txt")]
    [InlineData("?.txt", "B.txt", "a.txt", "b.txt")]
    [InlineData("*", "B.txt", "[x].txt", "a.txt", "b.txt", "c.jsonl.gz")]
    [InlineData("*.jsonl*", "c.jsonl.gz")]
    [InlineData("*/a.txt", "other/a.txt", "sub/a.txt")]
    [InlineData("s*/*/*.txt", "sub/deep/d.txt")]
    [InlineData("**/a.txt", "a.txt", "other/a.txt", "sub/a.txt")]
    [InlineData("sub/**", "sub/a.txt", "sub/deep/d.txt", "sub/deep/e.warc")]
    [InlineData("**/deep/*.txt", "sub/deep/d.txt")]
    [InlineData("**/**/d.txt", "sub/deep/d.txt")]
    [InlineData("[x].txt", "[x].txt")]
    public void Finds_in_ordinal_order(string pattern, params string[] expected) => Assert.Equal(expected, Find(pattern));

    [Theory]
    [InlineData("missing.txt")]
    [InlineData("missing/*.txt")]
    [InlineData("*.parquet")]
    [InlineData("a.txt/*")]
    [InlineData("sub")]
    [InlineData("A.TXT")]
    public void Finds_nothing_where_nothing_matches(string pattern) => Assert.Empty(Find(pattern));

    [Fact]
    public void An_absolute_pattern_does_not_care_for_the_folder() =>
        Assert.Equal("d.txt", Assert.Single(_files.Find(new FilePattern(_folder.Combine("sub", "deep", "*.txt"), "/nowhere"))).Name);

    [Fact]
    public void A_file_has_name_size_and_a_version_that_changes_when_it_is_written()
    {
        var path = _folder.Combine("a.txt");
        var before = Assert.Single(_files.Find(new FilePattern("a.txt", _folder.Path)));
        Assert.Equal((path, "a.txt", 5), (before.Path, before.Name, before.Bytes));
        File.SetLastWriteTimeUtc(path, File.GetLastWriteTimeUtc(path).AddSeconds(1));
        Assert.NotEqual(before.Version, Assert.Single(_files.Find(new FilePattern("a.txt", _folder.Path))).Version);
    }

    [Fact]
    public void A_link_has_the_size_and_the_version_of_what_it_leads_to()
    {
        File.CreateSymbolicLink(_folder.Combine("link.txt"), _folder.Combine("sub", "deep", "e.warc"));
        var target = Assert.Single(_files.Find(new FilePattern("sub/deep/e.warc", _folder.Path)));
        var link = Assert.Single(_files.Find(new FilePattern("link.txt", _folder.Path)));
        Assert.Equal(("link.txt", target.Bytes, target.Version), (link.Name, link.Bytes, link.Version));
        File.WriteAllText(_folder.Combine("sub", "deep", "e.warc"), "longer than before");
        Assert.Equal(18, Assert.Single(_files.Find(new FilePattern("link.txt", _folder.Path))).Bytes);
    }

    [Fact]
    public void A_link_that_leads_nowhere_is_no_file()
    {
        File.CreateSymbolicLink(_folder.Combine("dangling.txt"), _folder.Combine("gone"));
        Assert.DoesNotContain("dangling.txt", Find("*.txt"));
        Assert.Empty(Find("dangling.txt"));
    }

    [Fact]
    public void Links_that_lead_in_a_circle_end()
    {
        foreach (var name in (string[])["one", "two", "three"]) Directory.CreateSymbolicLink(_folder.Combine("sub", name), _folder.Path);
        Assert.Equal(["a.txt", "other/a.txt", "sub/a.txt"], Find("**/a.txt"));
        Assert.Equal(["sub/a.txt", "sub/deep/d.txt", "sub/deep/e.warc"], Find("sub/**"));
    }

    [Fact]
    public async Task Opens_and_reads()
    {
        await using var stream = await _files.OpenReadAsync(_folder.Combine("a.txt"), CancellationToken.None);
        Assert.Equal("a.txt", await new StreamReader(stream).ReadToEndAsync());
    }

    [Fact]
    public async Task A_missing_file_is_a_fault()
    {
        var opened = await Assert.ThrowsAsync<FaultException>(async () => await _files.OpenReadAsync(_folder.Combine("missing"), CancellationToken.None));
        Assert.StartsWith($"DP2002 cannot read {_folder.Combine("missing")}: Could not find file", opened.Message, StringComparison.Ordinal);
        Assert.Equal("DP2002", Assert.Throws<FaultException>(() => _files.ReadText(_folder.Combine("missing"))).Faults[0].Code);
        Assert.Equal("DP2002", Assert.Throws<FaultException>(() => _files.ReadText(_folder.Combine("sub"))).Faults[0].Code);
    }

    [Fact]
    public void Text_that_is_not_UTF_8_is_a_fault_that_names_the_file()
    {
        var path = _folder.Combine("latin.txt");
        File.WriteAllBytes(path, [(byte)'h', 0xE4, (byte)'!']);
        var fault = Assert.Throws<FaultException>(() => _files.ReadText(path));
        Assert.StartsWith($"DP2003 {path} is not UTF-8: ", fault.Message, StringComparison.Ordinal);
        Assert.Contains("[E4]", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_byte_order_mark_is_no_part_of_the_text()
    {
        var path = _folder.Combine("bom.txt");
        File.WriteAllBytes(path, [0xEF, 0xBB, 0xBF, (byte)'x']);
        Assert.Equal("x", _files.ReadText(path));
    }

    [Fact]
    public void A_text_of_more_than_16_MiB_is_a_fault()
    {
        var path = _folder.Combine("large.txt");
        using (var file = File.Create(path)) file.SetLength(16 * 1024 * 1024 + 1);
        Assert.Equal($"DP2002 {path} is larger than 16 MiB, too large for a text of this kind", Assert.Throws<FaultException>(() => _files.ReadText(path)).Message);
    }
}
