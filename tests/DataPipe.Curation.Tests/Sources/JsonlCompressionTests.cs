using System.Globalization;
using System.Text;
using DataPipe.Core.Faults;
using DataPipe.Core.Records;
using DataPipe.Curation.Sources;
using DataPipe.Testing;
using ICSharpCode.SharpZipLib.BZip2;

namespace DataPipe.Curation.Tests.Sources;

public sealed class JsonlCompressionTests : IDisposable
{
    private static readonly string Lines = string.Concat(Enumerable.Range(0, 20_000).Select(i => $"{{\"id\":{i},\"text\":\"record {i * 7919 % 1000} of many {i * 31}\"}}\n"));

    private readonly Folder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("gz")]
    [InlineData("zst")]
    [InlineData("bz2")]
    public async Task Gives_the_same_records_however_the_file_is_compressed_and_called(string kind)
    {
        _folder.Write("plain.jsonl", Lines);
        var expected = await RunAsync(new JsonlOptions(), "plain.jsonl");
        var half = Lines.Length / 2;
        _folder.Write("packed.data", [.. Compress(kind, Lines[..half]), .. Compress(kind, Lines[half..])]);
        var run = await RunAsync(new JsonlOptions(), "packed.data");
        Assert.Equal(20_000, run.Records.Count);
        Assert.Equal(expected.Records.Select(r => (r.Id, r.Text.ToString())), run.Records.Select(r => (r.Id, r.Text.ToString())));
        Assert.Empty(run.Warnings);
        Assert.Equal(new FileInfo(_folder.PathOf("packed.data")).Length, run.Tasks[0].AdvancedBytes);
    }

    [Theory]
    [InlineData("gz")]
    [InlineData("zst")]
    [InlineData("bz2")]
    public async Task A_truncated_file_stops_the_task_or_keeps_the_records_before_the_cut(string kind)
    {
        var packed = Compress(kind, Lines);
        _folder.Write("cut." + kind, packed[..(packed.Length - 100)]);
        var stopped = await Assert.ThrowsAsync<FaultException>(() => RunAsync(new JsonlOptions { BadLines = BadLines.Skip }, "cut." + kind));
        Assert.Equal("DP2013", stopped.Faults[0].Code);
        Assert.Contains($"cut.{kind} at offset 0", stopped.Faults[0].Message, StringComparison.Ordinal);
        var run = await RunAsync(new JsonlOptions { Truncated = TruncatedFile.Accept, BadLines = BadLines.Skip }, "cut." + kind);
        Assert.InRange(run.Records.Count, 10_000, 19_999);
        Assert.Equal(Enumerable.Range(0, run.Records.Count).Select(i => i.ToString(CultureInfo.InvariantCulture)), run.Ids);
        Assert.Single(run.Warnings, w => w.Kind == "file-truncated");
    }

    [Theory]
    [InlineData("gz")]
    [InlineData("zst")]
    [InlineData("bz2")]
    public async Task Damage_is_a_warning_with_its_offset_and_costs_the_unit_it_is_in(string kind)
    {
        var first = Compress(kind, Lines);
        var damaged = Compress(kind, Lines);
        damaged.AsSpan(18, 60).Fill(0xFF);
        _folder.Write("bad." + kind, [.. first, .. damaged]);
        var run = await RunAsync(new JsonlOptions { BadLines = BadLines.Skip }, "bad." + kind);
        Assert.Equal(20_000, run.Records.Count);
        var warning = Assert.Single(run.Warnings);
        Assert.Equal("file-damaged", warning.Kind);
        Assert.Contains(string.Create(CultureInfo.InvariantCulture, $"bad.{kind} at offset {first.Length}: "), warning.Examples[0], StringComparison.Ordinal);
    }

    private static byte[] Compress(string kind, string text)
    {
        if (kind == "gz") return Folder.Gzip(text);
        if (kind == "zst") return ZstandardFile.Of(Encoding.UTF8.GetBytes(text));
        var output = new MemoryStream();
        using (var stream = new BZip2OutputStream(output) { IsStreamOwner = false }) stream.Write(Encoding.UTF8.GetBytes(text));
        return output.ToArray();
    }

    private Task<StageRun<Document>> RunAsync(JsonlOptions options, string pattern)
    {
        var setup = new InMemorySetup();
        var stage = new JsonlStage(options with { Files = [_folder.Pattern(pattern)] }, setup);
        setup.Faults.ThrowIfAny();
        return StageRunner.RunAsync<Document>(stage, [], StageRunnerOptions.Default);
    }
}
