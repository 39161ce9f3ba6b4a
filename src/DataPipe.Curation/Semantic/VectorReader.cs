using System.Runtime.InteropServices;
using DataPipe.Core.Datasets;
using DataPipe.Core.Stages;
using DataPipe.Curation.Sorting;

namespace DataPipe.Curation.Semantic;

/// <summary>Reads what <see cref="VectorWriter"/> wrote.</summary>
internal sealed class VectorReader : IAsyncDisposable
{
    private readonly EntryReader<ulong> _file;
    private readonly WordReader _words;

    private VectorReader(EntryReader<ulong> file, int dimensions) => (_file, _words, Dimensions) = (file, new WordReader(file), dimensions);

    /// <summary>Numbers of each vector; 0 when there are no rows.</summary>
    internal int Dimensions { get; }

    internal static int RowWords(int dimensions) => VectorRow.Words + (dimensions + 1) / 2;

    internal static async ValueTask<VectorReader> OpenAsync(ITaskContext context, Shard work, CancellationToken cancellation)
    {
        var file = await WorkEntries.OpenAsync<ulong>(context, work, cancellation);
        file.Select(0);
        var dimensions = await file.NextBlockAsync(cancellation) ? (int)file.Block.Span[0] : 0;
        file.Select(1);
        return new VectorReader(file, dimensions);
    }

    /// <summary>Reads the next block, whose rows <see cref="TryRead"/> gives; false at the end.</summary>
    internal ValueTask<bool> NextBlockAsync(CancellationToken cancellation) => _words.NextBlockAsync(cancellation);

    /// <summary>The next row of the block; its vector is valid until the next block. False when the rest of it is in the next block.</summary>
    internal bool TryRead(out VectorRow row, out ReadOnlySpan<float> vector)
    {
        var (held, length) = (_words.Held.Length, RowWords(Dimensions));
        row = default;
        vector = default;
        if (held < length) return false;
        var words = _words.Held[..length];
        row = new VectorRow(words[0], words[1], words[2], words[3], words[4], words[5]);
        vector = MemoryMarshal.Cast<ulong, float>(words[VectorRow.Words..])[..Dimensions];
        _words.Take(length);
        return true;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _file.DisposeAsync();
}
