using System.Runtime.InteropServices;
using DataPipe.Core.Stages;
using DataPipe.Curation.Sorting;

namespace DataPipe.Curation.Substrings;

/// <summary>Runs with their symbols on their way to the tasks that compare them: held by bucket, and written as one more file with a section a bucket whenever memory is full.</summary>
internal sealed class RunBuckets(ITaskContext context, int buckets, long memoryBytes)
{
    private const int SmallestBucket = 128;

    private readonly ulong[][] _words = new ulong[buckets][];
    private readonly int[] _filled = new int[buckets];
    private long _held;
    private int _parts;

    /// <summary>Adds a run; <see cref="IsFull"/> is asked behind every block of runs.</summary>
    internal void Add(in RunHeader header, ReadOnlySpan<byte> symbols)
    {
        var bucket = SubstringWork.Bucket(header.Key, buckets);
        var room = Room(bucket, RunHeader.Words + (symbols.Length + sizeof(ulong) - 1) / sizeof(ulong));
        (room[0], room[1], room[2], room[3], room[4]) = (header.Key, header.Order, header.Tie, header.Document, header.Shape);
        room[^1] = 0; // The last word may be filled in part.
        symbols.CopyTo(MemoryMarshal.AsBytes(room[RunHeader.Words..]));
    }

    /// <summary>Whether memory is full.</summary>
    internal bool IsFull => _held * sizeof(ulong) >= memoryBytes;

    /// <summary>Writes what is held.</summary>
    internal async ValueTask FlushAsync(CancellationToken cancellation)
    {
        if (_held == 0) return;
        await WorkEntries.WriteAsync<ulong>(
            context,
            SubstringWork.RunsName(_parts++),
            async writer =>
            {
                for (var bucket = 0; bucket < buckets; bucket++)
                {
                    writer.BeginSection();
                    if (_filled[bucket] > 0) await writer.WriteAsync(_words[bucket].AsMemory(0, _filled[bucket]), cancellation);
                }
            },
            cancellation);
        Array.Clear(_words);
        Array.Clear(_filled);
        _held = 0;
    }

    private Span<ulong> Room(int bucket, int words)
    {
        var (held, filled) = (_words[bucket] ?? [], _filled[bucket]);
        if (held.Length < filled + words)
        {
            var larger = new ulong[Math.Max(SmallestBucket, Math.Max(filled + words, held.Length + held.Length / 2))];
            held.AsSpan(0, filled).CopyTo(larger);
            _held += larger.Length - held.Length;
            _words[bucket] = held = larger;
        }

        _filled[bucket] = filled + words;
        return held.AsSpan(filled, words);
    }
}
