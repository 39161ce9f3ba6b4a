using System.Buffers.Binary;
using DataPipe.Core.Records;
using DataPipe.Core.Stages;
using DataPipe.Curation.Sorting;
using DataPipe.Text.LanguageModels;
using DataPipe.Text.Words;

namespace DataPipe.Curation.LanguageModels.Training;

/// <summary>First phase: the n-grams of the highest order of one shard with their occurrences, sorted by the last word, then the one before it, and so on. Every line is a sentence.</summary>
internal sealed class CountTask<T>(NgramModelOptions options, ITaskContext context) where T : unmanaged
{
    private const int SomeEntries = 1 << 14, WindowBytes = 1 << 20;
    private readonly ModelWords _words = new(options.Words, options.Normalization);
    private readonly HashSet<ulong> _seen = [];
    private readonly List<byte[]> _spelt = [];
    private T[] _entries = new T[2 * SomeEntries];
    private ulong[] _sentence = new ulong[256];
    private int _filled;

    internal async Task RunAsync(TaskSpec task, CancellationToken cancellation)
    {
        await using var sorter = new ExternalSorter<T>(options.Memory / Math.Max(1, context.Workers), context.OpenScratch);
        await foreach (var batch in context.ReadAsync<Document>(task.Inputs[0], cancellation))
            for (var i = 0; i < batch.Count; i++)
            {
                context.Tally.In(batch[i].Tokens, batch[i].SizeBytes);
                await AddAsync(batch[i].Text.Memory, sorter, cancellation);
            }

        await FlushAsync(sorter, cancellation);
        await sorter.SortAsync(cancellation);
        await WorkEntries.WriteAsync<T>(context, EstimateWork.Ngrams, writer => CombineAsync(sorter, writer, cancellation), cancellation);
        if (options.Arpa) await WriteWordsAsync(cancellation);
    }

    // Text goes line by line, and a line without an end in windows, so that one giant document does not fill the memory.
    private async ValueTask AddAsync(ReadOnlyMemory<byte> text, ExternalSorter<T> sorter, CancellationToken cancellation)
    {
        for (var start = 0; start < text.Length;)
        {
            var length = text.Span[start..].IndexOf((byte)'\n');
            var end = Math.Min(length < 0 ? text.Length : start + length, start + WindowBytes);
            Add(text.Span[start..end]);
            start = end < text.Length && text.Span[end] == '\n' ? end + 1 : end;
            if (_filled >= SomeEntries) await FlushAsync(sorter, cancellation);
        }
    }

    private void Add(ReadOnlySpan<byte> line)
    {
        var words = _words.Read(line);
        if (words.IsEmpty) return;
        if (options.Arpa)
            for (var i = 0; i < words.Length; i++)
                if (_seen.Add(words[i])) _spelt.Add(_words.Word(line, i).ToArray());
        // The end of the sentence, its words backwards, and its beginning as often as an n-gram can ask for it.
        var order = options.Order;
        var length = words.Length + order;
        if (_sentence.Length < length) _sentence = new ulong[2 * length];
        var sentence = _sentence.AsSpan(0, length);
        sentence[0] = NgramHash.End;
        words.CopyTo(sentence[1..]);
        sentence.Slice(1, words.Length).Reverse();
        sentence[(words.Length + 1)..].Fill(NgramHash.Start);
        if (_entries.Length < _filled + words.Length + 1) Array.Resize(ref _entries, 2 * (_filled + words.Length + 1));
        for (var i = 0; i <= words.Length; i++) _entries[_filled++] = NgramEntry.Of<T>(sentence.Slice(i, order), 1);
    }

    private async ValueTask FlushAsync(ExternalSorter<T> sorter, CancellationToken cancellation)
    {
        await sorter.AddAsync(_entries.AsMemory(0, _filled), cancellation);
        _filled = 0;
    }

    private static async ValueTask CombineAsync(ExternalSorter<T> sorted, EntryWriter<T> writer, CancellationToken cancellation)
    {
        var combined = new CombinedCounts<T>(sorted.ReadAsync);
        while (await combined.ReadAsync(cancellation) is { Length: > 0 } some) await writer.WriteAsync(some, cancellation);
    }

    private async Task WriteWordsAsync(CancellationToken cancellation)
    {
        _spelt.Sort(static (a, b) => a.AsSpan().SequenceCompareTo(b));
        await using var file = await context.CreateWorkFileAsync(cancellation);
        var buffer = new List<byte>();
        var length = new byte[sizeof(int)];
        foreach (var word in _spelt)
        {
            BinaryPrimitives.WriteInt32LittleEndian(length, word.Length);
            buffer.AddRange(length);
            buffer.AddRange(word);
            if (buffer.Count < WindowBytes) continue;
            await file.Stream.WriteAsync(buffer.ToArray(), cancellation);
            buffer.Clear();
        }

        await file.Stream.WriteAsync(buffer.ToArray(), cancellation);
        await context.CommitWorkAsync(file, EstimateWork.Words, cancellation);
    }
}
