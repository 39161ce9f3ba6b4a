using System.Runtime.InteropServices;
using DataPipe.Curation.Sorting;

namespace DataPipe.Curation.Semantic;

/// <summary>Writes rows with their vectors to a file of words: a section with the number of dimensions, and one with the rows.</summary>
internal sealed class VectorWriter(EntryWriter<ulong> file)
{
    private ulong[] _row = [];
    private int _dimensions;

    /// <summary>Appends a row; all vectors of a file have one length.</summary>
    internal ValueTask WriteAsync(in VectorRow row, ReadOnlySpan<float> vector, CancellationToken cancellation)
    {
        if (_dimensions == 0)
        {
            Begin(vector.Length);
            return WriteFirstAsync(Fill(row, vector), cancellation);
        }

        if (vector.Length != _dimensions) throw new ArgumentException($"a vector of {vector.Length} numbers among those of {_dimensions}", nameof(vector));
        return file.WriteAsync(Fill(row, vector), cancellation);
    }

    /// <summary>Ends the rows; without any the sections are empty.</summary>
    internal void End()
    {
        if (_dimensions > 0) return;
        file.BeginSection();
        file.BeginSection();
    }

    private void Begin(int dimensions)
    {
        _dimensions = dimensions;
        _row = new ulong[VectorReader.RowWords(dimensions)];
        file.BeginSection();
    }

    private async ValueTask WriteFirstAsync(ReadOnlyMemory<ulong> row, CancellationToken cancellation)
    {
        await file.WriteAsync((ulong)_dimensions, cancellation);
        file.BeginSection();
        await file.WriteAsync(row, cancellation);
    }

    private ReadOnlyMemory<ulong> Fill(in VectorRow row, ReadOnlySpan<float> vector)
    {
        (_row[0], _row[1], _row[2], _row[3], _row[4], _row[5]) = (row.Document, row.Order, row.Tie, row.Length, row.Cluster, row.Similarity);
        vector.CopyTo(MemoryMarshal.Cast<ulong, float>(_row.AsSpan(VectorRow.Words)));
        return _row;
    }
}
