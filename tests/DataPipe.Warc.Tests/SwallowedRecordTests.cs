using DataPipe.Compression.Tests;

namespace DataPipe.Warc.Tests;

/// <summary>Blocks that take in the records behind them, and blocks that hold archives because they are some.</summary>
public class SwallowedRecordTests
{
    private static readonly string A = Archives.Text("http://a/", string.Concat(Enumerable.Range(0, 60).Select(i => $"line {i} of a\r\n")));
    private static readonly string B = Archives.Text("http://b/", "block of b");
    private static readonly string C = Archives.Text("http://c/", string.Concat(Enumerable.Range(0, 60).Select(i => $"{i * i}, ")));

    [Fact]
    public async Task Loses_only_the_records_that_each_damage_of_up_to_200_bytes_touches()
    {
        // In a plain file exactly those; of a gzip file whose gap lies inside two members, deflate may decode on across it and past the next ones.
        string[] texts = [.. Enumerable.Range(0, 9).Select(i => new[] { A, B, C }[i % 3].Replace(":x:", $":x:{i}:", StringComparison.Ordinal))];
        var forms = WarcReaderDamageTests.Forms(texts);
        for (var form = 0; form < forms.Length; form++)
        {
            var (sound, _) = await Archives.ReadAllAsync(forms[form]);
            for (var seed = 0; seed < (form == 0 ? 2000 : 400); seed++)
            {
                var file = Damage(forms[form], seed, 1 + seed % 2, out var damages);
                List<Archives.Read> records = [];
                try
                {
                    (records, _) = await Archives.ReadAllAsync(new TrickleStream(file, 1 + seed * 37 % 997));
                }
                catch (WarcException) when (form == 2)
                {
                    // The one member of this form is damaged at its start, and nothing is left.
                }
                Assert.All(records.Where(r => r.Length > 0), r => Assert.InRange(r.Offset + r.Length, 1, file.Length));
                if (form == 1) Assert.True(records.Count(r => !r.IsDamaged) >= 9 - 3 * damages.Count, $"seed {seed}");
                if (form > 0) continue;
                var untouched = sound.Where(r => damages.All(d => r.Offset >= d.End || r.Offset + r.Length <= d.Start)).ToList();
                Assert.InRange(9 - untouched.Count, 0, 3 * damages.Count);
                var kept = records.Where(r => !r.IsDamaged).Select(r => (r.Id, r.Block)).ToHashSet();
                Assert.All(untouched, r => Assert.True(kept.Contains((r.Id, r.Block)), $"seed {seed} lost {r.Id}"));
            }
        }
    }

    [Theory]
    [InlineData("83 ", 83)]
    [InlineData("8\u007f0", 0)]
    [InlineData("83x0", 0)]
    public async Task Reads_no_length_out_of_a_damaged_one(string length, int read)
    {
        var (records, _) = await Archives.ReadAllAsync(Members.Bytes(Archives.Text("http://a/", "block of a", length) + B + C + A));
        Assert.Equal(["http://a/", "http://b/", "http://c/", "http://a/"], records.Select(r => r.Uri));
        Assert.Equal(read > 0 ? "block of a" : "", records[0].Block);
    }

    [Fact]
    public async Task Reads_an_archive_inside_a_record_as_one_block()
    {
        foreach (var inner in new[] { A + B + C, A + C[..^20], B, B[..^4] + "\r\n\r\n</pre>" })
            foreach (var file in WarcReaderDamageTests.Forms(A, Archives.Text("http://archive/", inner), B))
            {
                var (records, warnings) = await Archives.ReadAllAsync(file);
                Assert.Equal(["http://a/", "http://archive/", "http://b/"], records.Select(r => r.Uri));
                Assert.Equal(inner, records[1].Block);
                Assert.DoesNotContain(warnings, w => w.Kind != WarcWarningKind.SharedMember);
            }
    }

    [Fact]
    public async Task Believes_the_digest_of_a_block_that_ends_like_a_record_inside_it()
    {
        // The block is the beginning of an archive, cut behind the block of its first record: only the digest tells it from a block that took that record in.
        using var written = new MemoryStream();
        await using (var writer = new WarcWriter(written, new WarcWriterOptions { Compression = WarcCompression.None }))
            await writer.WriteAsync(WarcRecordType.Resource, "urn:x:archive", DateTimeOffset.UnixEpoch, "http://archive/", null, Members.Bytes(B[..^4]), [], CancellationToken.None);
        var file = written.ToArray();
        var (records, warnings) = await Archives.ReadAllAsync(Members.Join(file, Members.Bytes(A)));
        Assert.Equal(["http://archive/", "http://a/"], records.Select(r => r.Uri));
        Assert.Empty(warnings);
    }

    private static byte[] Damage(byte[] whole, int seed, int count, out List<(int Start, int End)> damages)
    {
        var random = new Random(seed);
        var file = whole.ToList();
        damages = [];
        // From back to front, so that the places are those of the sound file.
        var before = file.Count;
        for (var i = 0; i < count && before > 0; i++)
        {
            var at = random.Next(before);
            var end = at + 1;
            switch (random.Next(3))
            {
                case 0:
                    end = Math.Min(at + random.Next(200), before);
                    file.RemoveRange(at, end - at);
                    break;
                case 1: file.InsertRange(at, Members.Noise(random.Next(200), seed)); break;
                default: file[at] ^= (byte)(1 << random.Next(8)); break;
            }
            damages.Add((at, end));
            before = at;
        }
        return [.. file];
    }
}
