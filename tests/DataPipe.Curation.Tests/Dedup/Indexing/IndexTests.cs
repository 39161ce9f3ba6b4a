using DataPipe.Core.Catalogues;
using DataPipe.Core.Faults;
using DataPipe.Core.Records;
using DataPipe.Curation.Dedup;
using DataPipe.Testing;
using FsCheck;
using FsCheck.Fluent;

namespace DataPipe.Curation.Tests.Dedup.Indexing;

public sealed class IndexTests : IDisposable
{
    private static readonly DedupOptions Defaults = new() { Index = true };
    private readonly string _folder = Directory.CreateTempSubdirectory("datapipe-index-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_snapshot_against_an_index_keeps_what_both_together_would_keep_of_it()
    {
        var cases =
            from seed in Gen.Choose(0, 1_000_000)
            from originals in Gen.Choose(0, 30)
            from old in Gen.Choose(0, 100)
            from shards in Gen.Choose(1, 4)
            from buckets in Gen.Choose(1, 9)
            select (seed, originals, old, shards, buckets);
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(12), Prop.ForAll(cases.ToArbitrary(), c =>
        {
            var all = Corpus.Shuffled(Corpus.Mixed(c.seed, c.originals), c.seed);
            var earlier = all.Take(all.Count * c.old / 100).ToList();
            var snapshot = all.Skip(earlier.Count).ToList();
            var name = Write(DedupRun.Of(Defaults with { Buckets = c.buckets }, [InputRecords.Of("old", earlier).Dealt(c.shards)]).GetAwaiter().GetResult());
            var run = DedupRun.Of(new DedupOptions { Against = [new FilePattern(name, _folder)], Buckets = c.shards }, [InputRecords.Of("new", snapshot).Dealt(c.shards)]).GetAwaiter().GetResult();
            var both = DedupRun.Of(new DedupOptions { Keep = DedupKeep.EarliestInput }, [InputRecords.Of("old", earlier), InputRecords.Of("new", snapshot)]).GetAwaiter().GetResult();
            var ours = snapshot.Select(d => d.Id).ToHashSet();
            return DedupRun.Kept(run).SequenceEqual(DedupRun.Kept(both).Where(ours.Contains));
        }));
    }

    [Fact]
    public async Task What_is_dropped_names_the_id_that_stayed_in_the_earlier_corpus()
    {
        var text = Corpus.Text(1, 300);
        var first = await DedupRun.Of(Defaults with { Keep = DedupKeep.Longest }, Corpus.Document("dropped", text), Corpus.Document("stayed", text + " behind"), Corpus.Document("other", Corpus.Text(2, 99)));
        var run = await DedupRun.Of(Defaults with { Against = [new FilePattern(Write(first), _folder)] }, Corpus.Document("new", text), Corpus.Document("same", text + " behind"), Corpus.Document("fresh", Corpus.Text(3, 99)));
        Assert.Equal(["fresh"], run.Ids);
        Assert.All(run.Rejects, r => Assert.StartsWith("stayed stays, similarity ", r.Details, StringComparison.Ordinal));
        Assert.Equal(["exact-duplicate", "near-duplicate"], run.Rejects.Select(r => r.Reason).Order());

        // A third snapshot against the second index alone is told of the first corpus as well.
        var third = await DedupRun.Of(new DedupOptions { Against = [new FilePattern(Write(run), _folder)] }, Corpus.Document("newest", text));
        Assert.Equal("stayed stays, similarity ", Assert.Single(third.Rejects).Details![..25]);
    }

    [Fact]
    public async Task Several_corpora_are_looked_at_and_an_empty_one_is_none()
    {
        var empty = Write(await DedupRun.Of(Defaults));
        var one = Write(await DedupRun.Of(Defaults, Corpus.Document("a", "the first text")));
        var two = Write(await DedupRun.Of(Defaults, Corpus.Document("b", "the second text")));
        var options = new DedupOptions { Against = [new FilePattern(empty, _folder), new FilePattern(one, _folder), new FilePattern(two, _folder)] };
        Assert.Equal(["z"], (await DedupRun.Of(options, Corpus.Document("x", "the first text"), Corpus.Document("y", "the second text"), Corpus.Document("z", "the third one"))).Ids);
    }

    [Fact]
    public async Task Other_options_are_a_fault_that_tells_both()
    {
        var name = Write(await DedupRun.Of(Defaults, Corpus.Document("a", "text")));
        var setup = InMemorySetup.For(Core.Datasets.DatasetSchema.Of(RecordType.Document));
        DedupStage.Create(new DedupOptions { Against = [new FilePattern(name, _folder)], Near = new MinHashOptions { Rows = 9 } }, setup);
        var fault = Assert.Single(setup.Faults.Faults);
        Assert.Equal("DP1115", fault.Code);
        Assert.Contains("14 bands of 8 rows", fault.Message, StringComparison.Ordinal);
        Assert.Contains("14 bands of 9 rows", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_without_an_index_is_a_fault()
    {
        var setup = InMemorySetup.For(Core.Datasets.DatasetSchema.Of(RecordType.Document));
        DedupStage.Create(new DedupOptions { Against = [new FilePattern("nowhere", _folder)] }, setup);
        Assert.Equal("DP2001", Assert.Single(setup.Faults.Faults).Code);
    }

    [Fact]
    public async Task Another_format_and_a_missing_file_are_faults()
    {
        var name = Write(await DedupRun.Of(Defaults, Corpus.Document("a", "text")));
        var header = Directory.GetFiles(Path.Combine(_folder, name, "index"), "*.json").Single();
        var json = await File.ReadAllTextAsync(header);
        async Task<string> Code(string text)
        {
            await File.WriteAllTextAsync(header, text);
            var setup = InMemorySetup.For(Core.Datasets.DatasetSchema.Of(RecordType.Document));
            DedupStage.Create(new DedupOptions { Against = [new FilePattern(name, _folder)] }, setup);
            return string.Join(' ', setup.Faults.Faults.Select(f => f.Code).Distinct());
        }

        Assert.Equal("", await Code(json));
        Assert.Equal("DP1114", await Code(json.Replace("\"format\": 1", "\"format\": 2", StringComparison.Ordinal)));
        Assert.Equal("DP1114", await Code(json[..40]));
        File.Move(Directory.GetFiles(Path.GetDirectoryName(header)!, "*.keys").Single(), Path.Combine(Path.GetDirectoryName(header)!, "part-other.keys"));
        Assert.Equal("DP1114", await Code(json));
    }

    [Fact]
    public async Task Any_damage_to_an_index_is_a_fault_or_changes_nothing()
    {
        var documents = Corpus.Mixed(5, 8);
        var name = Write(await DedupRun.Of(Defaults, [.. documents]));
        var options = new DedupOptions { Against = [new FilePattern(name, _folder)] };
        var whole = await DedupRun.Of(options, [.. documents]);
        Assert.All(whole.Ids, id => Assert.StartsWith("empty-", id, StringComparison.Ordinal));
        foreach (var extension in (string[])["*.keys", "*.facts", "*.ids"])
        {
            var file = Directory.GetFiles(Path.Combine(_folder, name, "index"), extension).Single();
            var bytes = await File.ReadAllBytesAsync(file);
            for (var at = 0; at < bytes.Length; at += Math.Max(1, bytes.Length / 12))
            {
                var damaged = bytes.ToArray();
                damaged[at] ^= 16;
                await File.WriteAllBytesAsync(file, damaged);
                var fault = await Record.ExceptionAsync(async () => Assert.Equal(whole.Ids, (await DedupRun.Of(options, [.. documents])).Ids));
                if (fault is not null) Assert.Equal("DP2015", Assert.IsType<FaultException>(fault).Faults[0].Code);
            }

            await File.WriteAllBytesAsync(file, bytes);
        }
    }

    private string Write(StageRun<Document> run)
    {
        var name = $"run-{Directory.GetDirectories(_folder).Length}";
        foreach (var extra in run.Extras)
        {
            var path = Path.Combine(_folder, name, extra.Name);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllBytes(path, extra.Bytes);
        }

        return name;
    }
}
