using DataPipe.Teachers.Ledger;
using static DataPipe.Teachers.Tests.Ledger.LedgerFolder;

namespace DataPipe.Teachers.Tests.Ledger;

public sealed class CallLedgerTests : IDisposable
{
    private readonly LedgerFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task What_was_kept_is_found_now_and_after_opening_again()
    {
        var entry = Entry(1) with
        {
            Choice = new Choice("a \u0001\"text\"", FinishReason.ToolCalls, [new TokenLogprob("a", -0.5, [new TokenAlternative("b", -1.25), new TokenAlternative("", -2)]), new TokenLogprob(" ", 0, [])])
            {
                Reasoning = "hm", ToolCalls = [new ToolCall("1", "f", "{}"), new ToolCall("2", "g", "not json")],
            },
            Usage = new Usage(7, 8, 3) { ReasoningTokens = 2, CacheWriteInputTokens = 1, IsReported = false },
            Cost = 0.000000125m, Latency = TimeSpan.FromMilliseconds(12.5), RequestId = "req_1", Attempts = 3, Scope = new AskScope("r", "s"), Simulated = true,
        };
        using (var ledger = _folder.Open())
        {
            await ledger.AppendAsync([entry], "{}"u8);
            Same(entry, ledger.Find(entry.Key, 0));
            Assert.Null(ledger.Find(entry.Key, 1));
            Assert.Null(ledger.Find(Key(2), 0));
        }

        using var again = _folder.Open(new LedgerOptions { ReadOnly = true });
        Same(entry, again.Find(entry.Key, 0));
        Assert.Equal("{}", again.FindRequest(entry.Key));
    }

    [Fact]
    public async Task Calls_that_are_no_answers_are_counted_and_never_found()
    {
        using var ledger = _folder.Open();
        foreach (var outcome in new[] { EntryOutcome.CutShort, EntryOutcome.Filtered, EntryOutcome.Refused, EntryOutcome.Failed, EntryOutcome.Surplus })
            await ledger.AppendAsync([Entry(1, 0, outcome)], []);
        Assert.Null(ledger.Find(Key(1), 0));
        var tally = Assert.Single(ledger.Summary().Tallies);
        Assert.Equal((0, 5, 1.25m), (tally.Answers, tally.NonAnswers, tally.Cost));
        Assert.Equal(5, ledger.Entries().Count());
    }

    [Fact]
    public async Task Several_ledgers_write_to_one_folder_at_once_and_see_each_other_after_a_refresh()
    {
        var ledgers = Enumerable.Range(0, 4).Select(_ => _folder.Open()).ToArray();
        await Task.WhenAll(ledgers.SelectMany((ledger, l) => Enumerable.Range(0, 100).Select(i => ledger.AppendAsync([Entry((l * 100) + i)], []))));
        Assert.Null(ledgers[0].Find(Key(399), 0));
        foreach (var ledger in ledgers)
        {
            ledger.Refresh();
            Assert.All(Enumerable.Range(0, 400), i => Assert.NotNull(ledger.Find(Key(i), 0)));
            Assert.Equal(400, ledger.Summary().Tallies.Sum(t => t.Answers));
        }

        foreach (var ledger in ledgers) ledger.Dispose();
        using var again = _folder.Open();
        Assert.Equal(400, again.Summary().Tallies.Sum(t => t.Answers));
    }

    [Fact]
    public async Task Refreshing_while_others_roll_and_merge_loses_nothing()
    {
        var options = new LedgerOptions { SegmentBytes = 1 << 16, MergeFrom = 2 };
        using var reader = _folder.Open(options);
        for (var round = 0; round < 6; round++)
        {
            using (var writer = _folder.Open(options))
                await Task.WhenAll(Enumerable.Range(round * 300, 300).Select(i => writer.AppendAsync([Entry(i)], [])));
            reader.Refresh();
            Assert.All(Enumerable.Range(0, (round + 1) * 300), i => Assert.Equal($"answer {i}.0", reader.Find(Key(i), 0)?.Choice?.Text));
            Assert.Equal((round + 1) * 300, reader.Summary().Tallies.Sum(t => t.Answers));
        }

        Assert.Equal(0, reader.UnreadableRecords);
    }

    [Fact]
    public async Task Appending_while_segments_roll_and_others_refresh_loses_nothing()
    {
        using var ledger = _folder.Open(new LedgerOptions { SegmentBytes = 1 << 16 });
        for (var wave = 0; wave < 20; wave++)
        {
            var appends = Task.WhenAll(Enumerable.Range(wave * 100, 100).Select(i => ledger.AppendAsync([Entry(i)], [])));
            while (!appends.IsCompleted) ledger.Refresh();
            await appends;
        }

        ledger.Refresh();
        Assert.All(Enumerable.Range(0, 2_000), i => Assert.NotNull(ledger.Find(Key(i), 0)));
        Assert.Equal(2_000, ledger.Summary().Tallies.Sum(t => t.Answers));
        Assert.True(_folder.Files(".seg").Length > 3);
    }

    [Fact]
    public async Task The_first_answer_to_a_sample_stands_through_merges()
    {
        var first = _folder.Open();
        var second = _folder.Open();
        await first.AppendAsync([Entry(1) with { RequestId = "first" }], "{}"u8);
        await second.AppendAsync([Entry(1) with { RequestId = "second" }], "{}"u8);
        first.Dispose();
        second.Dispose();
        for (var i = 0; i < 3; i++)
        {
            using var merged = _folder.Open(new LedgerOptions { MergeFrom = 2 });
            Assert.Equal("first", merged.Find(Key(1), 0)?.RequestId);
            Assert.Equal("second", Assert.Single(merged.EntriesOf(Key(1).ToString()[..10]), e => e.Outcome == EntryOutcome.Surplus).RequestId);
            var tally = Assert.Single(merged.Summary().Tallies, t => t.Teacher == "t");
            Assert.Equal((1, 1, 0.5m), (tally.Answers, tally.NonAnswers, tally.Cost));
            // Something to merge with the next time.
            await merged.AppendAsync([Entry(100 + i) with { Teacher = "other" }], []);
        }
    }

    [Fact]
    public async Task Many_merges_keep_every_answer_and_every_cost()
    {
        for (var round = 0; round < 12; round++)
        {
            using var ledger = _folder.Open(new LedgerOptions { MergeFrom = 3 });
            await Task.WhenAll(Enumerable.Range(round * 50, 60).Select(i => ledger.AppendAsync([Entry(i), Entry(i, 1), Entry(i, 0, EntryOutcome.Failed)], BitConverter.GetBytes(i))));
        }

        using var again = _folder.Open(new LedgerOptions { MergeFrom = 2 });
        Assert.True(_folder.Files(".seg").Length < 6);
        Assert.All(Enumerable.Range(0, 610), i => Assert.True(again.Find(Key(i), 0) is not null && again.Find(Key(i), 1) is not null && again.FindRequest(Key(i)) is not null));
        var tally = Assert.Single(again.Summary().Tallies);
        Assert.Equal((1_220, 12 * 60 * 3 * 0.25m), (tally.Answers, tally.Cost));
        Assert.Equal((12 * 60 * 3) - 1_220, tally.NonAnswers);
        var check = LedgerCheck.Of(again, CancellationToken.None);
        Assert.Empty(check.Faults);
        Assert.Empty(check.Damage);
        Assert.Equal(1_220, check.Answers);
    }

    [Fact]
    public async Task A_segment_cut_off_anywhere_gives_what_is_whole_and_counts_the_rest()
    {
        using (var ledger = _folder.Open())
            for (var i = 0; i < 3; i++)
                await ledger.AppendAsync([Entry(i)], []);
        var segment = Assert.Single(_folder.Files(".seg"));
        var whole = await File.ReadAllBytesAsync(segment);
        var found = new List<int>();
        for (var length = whole.Length; length >= 0; length -= 7)
        {
            await File.WriteAllBytesAsync(segment, whole[..length]);
            foreach (var index in _folder.Files(".idx")) File.Delete(index);
            using var ledger = _folder.Open(new LedgerOptions { ReadOnly = true });
            var there = Enumerable.Range(0, 3).Count(i => ledger.Find(Key(i), 0) is not null);
            found.Add(there);
            var check = LedgerCheck.Of(ledger, CancellationToken.None);
            Assert.True(check.IsSound);
            Assert.Equal(length, check.Damage.Sum(d => d.Bytes) + ledger.Segments.Sum(s => s.Bytes));
            Assert.Empty(ledger.Summary().Damage);
        }

        Assert.Equal(found.OrderDescending(), found);
        Assert.Equal((3, 0), (found[0], found[^1]));
    }

    [Fact]
    public async Task Damage_in_the_middle_costs_one_record_and_is_told_with_its_place()
    {
        using (var ledger = _folder.Open())
            for (var i = 0; i < 3; i++)
                await ledger.AppendAsync([Entry(i)], []);
        var segment = Assert.Single(_folder.Files(".seg"));
        var whole = await File.ReadAllBytesAsync(segment);
        var starts = Enumerable.Range(0, whole.Length - 4).Where(i => whole.AsSpan(i).StartsWith(FrameHeader.Marker)).ToArray();
        // The records: head, then three answers. Every byte of the second answer in turn, its length and its marker among them.
        for (var at = starts[2]; at < starts[3]; at += 5)
        {
            var bytes = whole.ToArray();
            bytes[at] ^= 0x40;
            await File.WriteAllBytesAsync(segment, bytes);
            foreach (var index in _folder.Files(".idx")) File.Delete(index);
            using var ledger = _folder.Open(new LedgerOptions { ReadOnly = true });
            Assert.Equal([true, false, true], Enumerable.Range(0, 3).Select(i => ledger.Find(Key(i), 0) is not null));
            var damage = Assert.Single(ledger.Summary().Damage);
            Assert.Equal((Path.GetFileName(segment), (long)starts[2], (long)(starts[3] - starts[2]), false), (damage.File, damage.Offset, damage.Bytes, damage.IsTornTail));
            Assert.False(LedgerCheck.Of(ledger, CancellationToken.None).IsSound);
        }
    }

    [Fact]
    public async Task A_damaged_index_is_made_anew_and_a_damaged_record_under_an_index_is_counted()
    {
        using (var ledger = _folder.Open())
            for (var i = 0; i < 200; i++)
                await ledger.AppendAsync([Entry(i)], []);
        var index = Assert.Single(_folder.Files(".idx"));
        var bytes = await File.ReadAllBytesAsync(index);
        bytes[^20] ^= 1;
        await File.WriteAllBytesAsync(index, bytes);
        using (var ledger = _folder.Open()) Assert.NotNull(ledger.Find(Key(7), 0));
        bytes[^20] ^= 1;
        Assert.Equal(bytes, await File.ReadAllBytesAsync(index));

        var segment = Assert.Single(_folder.Files(".seg"));
        var records = await File.ReadAllBytesAsync(segment);
        records[^3] ^= 1;
        await File.WriteAllBytesAsync(segment, records);
        using (var ledger = _folder.Open())
        {
            Assert.Null(ledger.Find(Key(199), 0));
            Assert.NotNull(ledger.Find(Key(198), 0));
            Assert.Equal(1, ledger.UnreadableRecords);
        }
    }

    [Fact]
    public async Task A_merge_that_was_stopped_anywhere_changes_nothing_that_is_read()
    {
        for (var i = 0; i < 3; i++)
        {
            using var ledger = _folder.Open(new LedgerOptions { MergeFrom = 100 });
            await ledger.AppendAsync([Entry(i)], []);
            _ = await ReserveAsync(ledger, Scope, Key(i), "USD", new Spend(1, 10));
        }

        var sources = _folder.Files("").Where(f => !f.EndsWith(".lock", StringComparison.Ordinal)).ToDictionary(f => f, File.ReadAllBytes);
        using (var merged = _folder.Open(new LedgerOptions { MergeFrom = 3 })) Assert.Equal(1, merged.Summary().Segments);
        // Stopped before the sources were removed: they are there beside what replaces them.
        foreach (var (path, bytes) in sources) await File.WriteAllBytesAsync(path, bytes);
        using (var reader = _folder.Open(new LedgerOptions { ReadOnly = true })) Check(reader);
        using (var writer = _folder.Open(new LedgerOptions { MergeFrom = 100 })) Check(writer);
        Assert.Single(_folder.Files(".seg"));
        // Stopped before the new segment had its name.
        await File.WriteAllBytesAsync(Path.Combine(_folder.Path, "calls-00000009.seg.tmp"), [1, 2, 3]);
        await File.WriteAllBytesAsync(Path.Combine(_folder.Path, "calls-00000009.idx.tmp"), [1, 2, 3]);
        using (var ledger = _folder.Open()) Check(ledger);
        Assert.Empty(_folder.Files(".tmp"));

        static void Check(CallLedger ledger)
        {
            Assert.All(Enumerable.Range(0, 3), i => Assert.NotNull(ledger.Find(Key(i), 0)));
            Assert.Equal(3, ledger.Summary().Tallies.Sum(t => t.Answers));
            Assert.Equal(new Spend(3, 30), ledger.Spent("run", "stage", "USD"));
        }
    }

    [Fact]
    public async Task Money_set_aside_counts_until_it_is_settled_across_segments_and_crashes()
    {
        using (var ledger = _folder.Open(new LedgerOptions { SegmentBytes = 1 << 16 }))
        {
            var settled = await ReserveAsync(ledger, Scope, Key(1), "USD", new Spend(2, 20));
            _ = await ReserveAsync(ledger, new AskScope("run", "other"), Key(2), "USD", new Spend(3, 30));
            // The settlement lies in a later segment than its reservation.
            await Task.WhenAll(Enumerable.Range(0, 400).Select(i => ledger.AppendAsync([Entry(i)], [])));
            await ledger.SettleAsync(settled, Key(1), new Spend(0.5m, 7));
            Check(ledger);
            ledger.Refresh();
            Check(ledger);
        }

        for (var i = 0; i < 3; i++)
        {
            using var again = _folder.Open(new LedgerOptions { MergeFrom = 2 });
            Check(again);
            await again.AppendAsync([Entry(1_000 + i)], []);
        }

        static void Check(CallLedger ledger)
        {
            Assert.Equal(new Spend(0.5m, 7), ledger.Spent("run", "stage", "USD"));
            Assert.Equal(new Spend(3.5m, 37), ledger.Spent("run", null, "USD"));
            Assert.Equal(new Spend(3.5m, 37), ledger.Spent(null, null, "USD"));
            Assert.Equal(new Spend(0, 37), ledger.Spent(null, null, "EUR"));
            Assert.Equal(default, ledger.Spent("another run", null, "USD"));
        }
    }

    [Fact]
    public async Task When_writing_fails_every_later_append_fails_with_words()
    {
        var folder = new LedgerFolder();
        using var ledger = folder.Open(new LedgerOptions { SegmentBytes = 1 << 16 });
        await ledger.AppendAsync([Entry(0)], []);
        // The next segment cannot be begun.
        folder.Dispose();
        var failure = await Assert.ThrowsAsync<IOException>(async () =>
        {
            for (var i = 1; i < 1_000; i++) await ledger.AppendAsync([Entry(i)], []);
        });
        Assert.Contains(folder.Path, failure.Message, StringComparison.Ordinal);
        Assert.Same(failure, await Assert.ThrowsAsync<IOException>(() => ledger.AppendAsync([Entry(1)], [])));
        Assert.NotNull(ledger.Find(Key(0), 0));
    }

    [Fact]
    public async Task Looking_up_writes_nothing()
    {
        using (var ledger = _folder.Open()) Assert.Null(ledger.Find(Key(1), 0));
        Assert.Equal(["merge.lock"], _folder.Files("").Select(f => Path.GetFileName(f)!));
        using var readOnly = _folder.Open(new LedgerOptions { ReadOnly = true });
        await Assert.ThrowsAsync<LedgerException>(() => readOnly.AppendAsync([Entry(1)], []));
    }

    [Fact]
    public void A_folder_of_other_files_is_no_ledger()
    {
        File.WriteAllText(Path.Combine(_folder.Path, "thesis.txt"), "mine");
        Assert.Contains("holds other files", Assert.Throws<LedgerException>(() => _folder.Open()).Message, StringComparison.Ordinal);
        Assert.Contains("no ledger in", Assert.Throws<LedgerException>(() => CallLedger.Open(_folder.Path + "/none", new LedgerOptions { ReadOnly = true }, TimeProvider.System)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pruning_gives_up_what_its_rules_name_and_keeps_the_money()
    {
        using (var ledger = _folder.Open())
        {
            for (var i = 0; i < 4; i++) await ledger.AppendAsync([Entry(i)], "{}"u8);
            await ledger.AppendAsync([Entry(5) with { Teacher = "other" }, Entry(6, 0, EntryOutcome.Failed)], []);
            _ = await ReserveAsync(ledger, Scope, Key(1), "USD", new Spend(2, 20));
        }

        Assert.Equal((5, 1), new LedgerPruning { NonAnswers = true }.Apply(_folder.Path, TimeProvider.System));
        Assert.Equal((4, 1), new LedgerPruning { Teacher = "other" }.Apply(_folder.Path, TimeProvider.System));
        Assert.Equal((2, 2), new LedgerPruning { Before = Entry(2).Time }.Apply(_folder.Path, TimeProvider.System));
        using var pruned = _folder.Open();
        Assert.Equal([false, false, true, true], Enumerable.Range(0, 4).Select(i => pruned.Find(Key(i), 0) is not null));
        Assert.Equal([false, false, true, true], Enumerable.Range(0, 4).Select(i => pruned.FindRequest(Key(i)) is not null));
        Assert.Equal(new Spend(2, 20), pruned.Spent("run", "stage", "USD"));
        Assert.Equal(0, (await Task.Run(() => new LedgerPruning().Apply(_folder.Path, TimeProvider.System))).Dropped);
    }

    [Fact]
    public async Task Entries_travel_to_another_ledger_directly_and_as_lines()
    {
        using var source = _folder.Open();
        var prompt = Prompt.FromUser("Why?");
        var teacher = new ScriptedTeacher(_ => ScriptedTeacher.Fine);
        var canonical = CanonicalRequest.Write(teacher.Identity, teacher.Id, prompt).ToArray();
        var key = RequestKey.OfCanonical(canonical);
        await source.AppendAsync([Entry(1) with { Key = key }, Entry(1, 1) with { Key = key }, Entry(2, 0, EntryOutcome.Refused)], canonical);
        var lines = new System.Buffers.ArrayBufferWriter<byte>();
        foreach (var entry in source.Entries()) EntryLines.Write(lines, entry, source.FindRequest(entry.Key));
        var text = System.Text.Encoding.UTF8.GetString(lines.WrittenSpan);

        using var directly = new LedgerFolder();
        using var byLines = new LedgerFolder();
        foreach (var (folder, isDirect) in new[] { (directly, true), (byLines, false) })
        {
            using var target = folder.Open();
            Assert.Equal((2, 1), await ImportAsync());
            Assert.Equal((0, 3), await ImportAsync());
            Same(source.Find(key, 1)!, target.Find(key, 1));
            Assert.Contains("Why?", target.FindRequest(key), StringComparison.Ordinal);

            Task<(long, long)> ImportAsync() => isDirect
                ? LedgerImport.FromLedgerAsync(target, source, CancellationToken.None)
                : LedgerImport.FromLinesAsync(target, new StringReader(text), CancellationToken.None);
        }

        using var broken = new LedgerFolder();
        using var ledger = broken.Open();
        var forged = text.Replace("Why?", "Who?", StringComparison.Ordinal);
        Assert.Contains("line 1: The request is not the one of key", (await Assert.ThrowsAsync<FormatException>(() => LedgerImport.FromLinesAsync(ledger, new StringReader(forged), CancellationToken.None))).Message, StringComparison.Ordinal);
        foreach (var bad in new[] { "{", "[]", "{}", "3", text[..80], """{"key":"00","sample":0}""" })
            await Assert.ThrowsAsync<FormatException>(() => LedgerImport.FromLinesAsync(ledger, new StringReader(bad), CancellationToken.None));
    }

    private static async Task<Reservation> ReserveAsync(CallLedger ledger, AskScope scope, RequestKey key, string currency, Spend amount)
    {
        var (reservation, durable) = ledger.Reserve(scope, key, currency, amount);
        await durable;
        return reservation;
    }

    private static void Same(LedgerEntry expected, LedgerEntry? actual)
    {
        Assert.NotNull(actual);
        var empty = new Choice("", FinishReason.Stop, []);
        Assert.Equal(expected with { Choice = empty }, actual with { Choice = empty });
        var (left, right) = (expected.Choice!, actual.Choice!);
        Assert.Equal((left.Text, left.Finish, left.Reasoning), (right.Text, right.Finish, right.Reasoning));
        Assert.Equal(left.ToolCalls, right.ToolCalls);
        Assert.Equal(left.Logprobs.Select(t => (t.Token, t.Logprob)), right.Logprobs.Select(t => (t.Token, t.Logprob)));
        Assert.All(left.Logprobs.Zip(right.Logprobs), pair => Assert.Equal(pair.First.Top, pair.Second.Top));
    }
}
