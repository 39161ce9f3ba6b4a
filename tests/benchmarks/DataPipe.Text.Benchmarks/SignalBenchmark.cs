using System.Diagnostics;
using System.Text;
using DataPipe.Text.Hashing;
using DataPipe.Text.LanguageModels;
using DataPipe.Text.Phrases;
using DataPipe.Text.Privacy;
using DataPipe.Text.Signals;
using DataPipe.Text.Words;

/// <summary>MB/s of one core, and bytes allocated per MB, of what looks for personal text, bad words, perplexity and quality signals.</summary>
internal static class SignalBenchmark
{
    internal static void Run(IReadOnlyList<byte[]> documents)
    {
        var megabytes = documents.Sum(d => (double)d.Length) / 1e6;
        Console.WriteLine($"{documents.Count} documents, {megabytes:f1} MB");
        long sink = 0;
        var scanner = new PersonalScanner(Enum.GetValues<PersonalKind>(), publicIpsOnly: true);
        Print("personal text, all kinds", d => scanner.Scan(d).Length);
        var emails = new PersonalScanner([PersonalKind.Email, PersonalKind.Ip], publicIpsOnly: true);
        Print("e-mail and IP addresses", d => emails.Scan(d).Length);
        var words = Enumerable.Range(0, 400).Select(i => Encoding.ASCII.GetBytes($"{(char)('a' + i % 26)}q{i * 7919 % 9973}{(i % 3 == 0 ? " zz" : "xy")}")).ToArray();
        var search = new PhraseSearch(words);
        Print("400 bad words", d => search.IsInAsWord(d) ? 1 : 0);
        var table = new UnigramTable([.. Distinct(documents).Select((h, i) => (h, (long)i + 1))]);
        var unigrams = new UnigramMeasure(table, WordRule.English);
        Print("unigram log probability", d => (long)unigrams.Measure(d));
        var (raw, normalized, lines) = (new RawWords(), new NormalizedWords(), new LineSignals());
        Print("raw words", d =>
        {
            raw.Read(d, null, null);
            return raw.Count;
        });
        Print("normalised words", d =>
        {
            normalized.Read(d, lines);
            return normalized.Chars;
        });
        var signals = new RedPajamaMeasure();
        var stop = new FingerprintSet();
        foreach (var word in "the of and to in a is that for it was with as be by at".Split(' ')) stop.Add(Encoding.ASCII.GetBytes(word));
        Print("RedPajama-V2's signals", d =>
        {
            signals.Measure(d, stop, null, null);
            return (long)signals.Of(RedPajamaSignal.WordCount);
        });
        foreach (var normalization in Enum.GetValues<ModelNormalization>())
        {
            var model = Trigrams(documents, normalization);
            var perplexity = new PerplexityMeasure(model);
            Print($"perplexity, {model.Ngrams.Sum():#,0} n-grams{(normalization == ModelNormalization.None ? "" : ", normalised")}", d => (long)perplexity.Measure(d));
        }

        if (sink == 42) Console.WriteLine();

        void Print(string name, Func<byte[], long> work)
        {
            var best = double.MaxValue;
            long allocated = 0;
            var running = Stopwatch.StartNew();
            for (var round = 0; round < 5 || running.Elapsed.TotalSeconds < 1.5; round++)
            {
                var before = GC.GetAllocatedBytesForCurrentThread();
                var used = Environment.CpuUsage.TotalTime;
                foreach (var document in documents) sink += work(document);
                best = Math.Min(best, (Environment.CpuUsage.TotalTime - used).TotalSeconds);
                allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            }

            Console.WriteLine($"{name,-44}{megabytes / best,9:f0} MB/s{allocated / megabytes,9:f0} B/MB");
        }
    }

    private static HashSet<ulong> Distinct(IReadOnlyList<byte[]> documents)
    {
        HashSet<ulong> words = [];
        foreach (var document in documents)
            foreach (var word in Words.Of(document, WordRule.English))
                words.Add(NgramHash.OfWord(word.Span));
        return words;
    }

    // All n-grams up to three words of half of the documents; the numbers do not matter for the speed, the places in memory do.
    private static NgramModel Trigrams(IReadOnlyList<byte[]> documents, ModelNormalization normalization)
    {
        var seen = new SortedSet<ulong>[3];
        for (var n = 0; n < 3; n++) seen[n] = [];
        seen[0].UnionWith([NgramHash.Start, NgramHash.End, NgramHash.Unknown]);
        var reader = new ModelWords(WordRule.Standard, normalization);
        foreach (var document in documents.Where((_, i) => i % 2 == 0))
            foreach (var line in Lines.Of(document, LineRule.NewlineRun))
            {
                var words = reader.Read(line);
                for (var i = 0; i < words.Length; i++)
                    for (var n = 1; n <= Math.Min(3, i + 1); n++)
                        seen[n - 1].Add(NgramHash.Of(words.Slice(i + 1 - n, n)));
            }

        var writer = new NgramModelWriter(new NgramModelHeader([.. seen.Select(s => (long)s.Count)], WordRule.Standard, normalization, false));
        using var file = new MemoryStream();
        foreach (var ngrams in seen)
        {
            writer.Begin((-2, -2), (-1, -1));
            foreach (var hash in ngrams) writer.Add(hash, -2, -1);
        }

        writer.Complete();
        file.Write(writer.Pending);
        file.Position = 0;
        return NgramModelReader.Read(file);
    }
}
