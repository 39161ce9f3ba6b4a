using System.Runtime.InteropServices;

namespace DataPipe.Parquet.Benchmarks;

internal sealed unsafe partial class DuckDb
{
    // Values of the enumeration duckdb_type.
    private const int Integer = 4, BigInt = 5, Double = 11, Varchar = 17, TimestampTz = 31;

    private static readonly int[] Types = [Varchar, Varchar, Varchar, Varchar, Double, TimestampTz, BigInt, Integer, Varchar, Varchar, TimestampTz];

    /// <summary>Fills the table "documents" with the rows of the benchmark by vectors of a data chunk, the fastest way in that the
    /// C interface has.</summary>
    public void Fill(IReadOnlyList<byte[]> documents, DocumentRow[] rows)
    {
        Run("CREATE OR REPLACE TABLE documents(id VARCHAR NOT NULL, url VARCHAR NOT NULL, text VARCHAR NOT NULL, language VARCHAR, language_score DOUBLE, "
            + "fetched TIMESTAMPTZ NOT NULL, tokens BIGINT NOT NULL, words INTEGER NOT NULL, source VARCHAR NOT NULL, title VARCHAR, published TIMESTAMPTZ)");
        var create = (delegate* unmanaged[Cdecl]<nint, byte*, byte*, nint*, int>)Export("duckdb_appender_create");
        var append = (delegate* unmanaged[Cdecl]<nint, nint, int>)Export("duckdb_append_data_chunk");
        var destroy = (delegate* unmanaged[Cdecl]<nint*, int>)Export("duckdb_appender_destroy");
        var reset = (delegate* unmanaged[Cdecl]<nint, void>)Export("duckdb_data_chunk_reset");
        var setSize = (delegate* unmanaged[Cdecl]<nint, ulong, void>)Export("duckdb_data_chunk_set_size");
        var destroyChunk = (delegate* unmanaged[Cdecl]<nint*, void>)Export("duckdb_destroy_data_chunk");
        var vectorSize = (int)((delegate* unmanaged[Cdecl]<ulong>)Export("duckdb_vector_size"))();
        nint appender;
        fixed (byte* table = "documents\0"u8)
            Check(create(_connection, null, table, &appender));
        var chunk = CreateChunk();
        for (var start = 0; start < rows.Length; start += vectorSize)
        {
            var count = Math.Min(vectorSize, rows.Length - start);
            reset(chunk);
            FillChunk(chunk, documents, rows, start, count);
            setSize(chunk, (ulong)count);
            Check(append(appender, chunk));
        }
        destroyChunk(&chunk);
        Check(destroy(&appender));
    }

    private nint CreateChunk()
    {
        var createType = (delegate* unmanaged[Cdecl]<int, nint>)Export("duckdb_create_logical_type");
        var destroyType = (delegate* unmanaged[Cdecl]<nint*, void>)Export("duckdb_destroy_logical_type");
        var types = stackalloc nint[Types.Length];
        for (var i = 0; i < Types.Length; i++)
            types[i] = createType(Types[i]);
        var chunk = ((delegate* unmanaged[Cdecl]<nint*, ulong, nint>)Export("duckdb_create_data_chunk"))(types, (ulong)Types.Length);
        for (var i = 0; i < Types.Length; i++)
            destroyType(&types[i]);
        return chunk;
    }

    private void FillChunk(nint chunk, IReadOnlyList<byte[]> documents, DocumentRow[] rows, int start, int count)
    {
        var vector = (delegate* unmanaged[Cdecl]<nint, ulong, nint>)Export("duckdb_data_chunk_get_vector");
        var data = (delegate* unmanaged[Cdecl]<nint, void*>)Export("duckdb_vector_get_data");
        var assign = (delegate* unmanaged[Cdecl]<nint, ulong, byte*, ulong, void>)Export("duckdb_vector_assign_string_element_len");
        var vectors = stackalloc nint[Types.Length];
        for (var i = 0; i < Types.Length; i++)
            vectors[i] = vector(chunk, (ulong)i);
        ((delegate* unmanaged[Cdecl]<nint, void>)Export("duckdb_vector_ensure_validity_writable"))(vectors[10]);
        var validity = ((delegate* unmanaged[Cdecl]<nint, ulong*>)Export("duckdb_vector_get_validity"))(vectors[10]);
        var scores = (double*)data(vectors[4]);
        long* fetched = (long*)data(vectors[5]), tokens = (long*)data(vectors[6]), published = (long*)data(vectors[10]);
        var words = (int*)data(vectors[7]);
        for (var i = 0; i < count; i++)
        {
            ref readonly var row = ref rows[start + i];
            Assign(0, row.Id);
            Assign(1, row.Url);
            Assign(2, documents[start + i]);
            Assign(3, row.Language);
            (scores[i], fetched[i], tokens[i], words[i]) = (row.LanguageScore, row.FetchedMicros, row.Tokens, row.Words);
            Assign(8, DocumentRow.Source);
            Assign(9, row.Title);
            published[i] = row.PublishedMicros ?? 0;
            if (row.PublishedMicros is null)
                validity[i >> 6] &= ~(1UL << (i & 63));

            void Assign(int column, ReadOnlySpan<byte> value)
            {
                fixed (byte* bytes = value)
                    assign(vectors[column], (ulong)i, bytes, (ulong)value.Length);
            }
        }
    }
}
