using System.Runtime.InteropServices;
using System.Text;

namespace DataPipe.Parquet.Benchmarks;

/// <summary>The functions of DuckDB's C interface that the comparison needs, from the native library of npm's @duckdb/node-bindings,
/// on one thread and without extensions from the net.</summary>
internal sealed unsafe class DuckDb : IDisposable
{
    private readonly nint _library;
    private nint _database;
    private nint _connection;

    private DuckDb(nint library)
    {
        _library = library;
        var open = (delegate* unmanaged[Cdecl]<byte*, nint*, int>)Export("duckdb_open");
        var connect = (delegate* unmanaged[Cdecl]<nint, nint*, int>)Export("duckdb_connect");
        nint database, connection;
        if (open(null, &database) != 0 || connect(database, &connection) != 0)
            throw new InvalidOperationException("DuckDB did not open.");
        (_database, _connection) = (database, connection);
        Run("SET autoinstall_known_extensions=false; SET autoload_known_extensions=false; SET threads=1");
    }

    /// <summary>The library of the tests' node modules, or null where they are not installed.</summary>
    public static DuckDb? TryOpen()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            foreach (var platform in new[] { "linux-x64", "linux-arm64" })
                if (NativeLibrary.TryLoad(
                        Path.Combine(folder.FullName, "tests/node/node_modules/@duckdb/node-bindings-" + platform, "libduckdb.so"), out var library))
                    return new DuckDb(library);
        return null;
    }

    public string Version => Marshal.PtrToStringUTF8(((delegate* unmanaged[Cdecl]<nint>)Export("duckdb_library_version"))())!;

    /// <summary>Runs statements and drops their results.</summary>
    public void Run(string sql)
    {
        Result result;
        Query(sql, &result);
        Destroy(&result);
    }

    /// <summary>Bytes of all texts in the first column of a query's result, each looked at where it lies.</summary>
    public long TextBytes(string sql)
    {
        var fetch = (delegate* unmanaged[Cdecl]<Result, nint>)Export("duckdb_fetch_chunk");
        var size = (delegate* unmanaged[Cdecl]<nint, ulong>)Export("duckdb_data_chunk_get_size");
        var vector = (delegate* unmanaged[Cdecl]<nint, ulong, nint>)Export("duckdb_data_chunk_get_vector");
        var data = (delegate* unmanaged[Cdecl]<nint, uint*>)Export("duckdb_vector_get_data");
        var destroy = (delegate* unmanaged[Cdecl]<nint*, void>)Export("duckdb_destroy_data_chunk");
        Result result;
        Query(sql, &result);
        long bytes = 0;
        for (nint chunk; (chunk = fetch(result)) != 0; destroy(&chunk))
        {
            // A string is 16 bytes, its length first.
            var texts = data(vector(chunk, 0));
            for (ulong i = 0, count = size(chunk); i < count; i++)
                bytes += texts[4 * i];
        }
        Destroy(&result);
        return bytes;
    }

    /// <summary>Fills the table "documents" with the rows of the benchmark.</summary>
    public void Fill(IReadOnlyList<byte[]> documents, DocumentRow[] rows)
    {
        Run("CREATE OR REPLACE TABLE documents(id VARCHAR NOT NULL, url VARCHAR NOT NULL, text VARCHAR NOT NULL, language VARCHAR, language_score DOUBLE, "
            + "fetched TIMESTAMPTZ NOT NULL, tokens BIGINT NOT NULL, words INTEGER NOT NULL, source VARCHAR NOT NULL, title VARCHAR, published TIMESTAMPTZ)");
        var create = (delegate* unmanaged[Cdecl]<nint, byte*, byte*, nint*, int>)Export("duckdb_appender_create");
        var text = (delegate* unmanaged[Cdecl]<nint, byte*, ulong, int>)Export("duckdb_append_varchar_length");
        var number = (delegate* unmanaged[Cdecl]<nint, double, int>)Export("duckdb_append_double");
        var int64 = (delegate* unmanaged[Cdecl]<nint, long, int>)Export("duckdb_append_int64");
        var time = (delegate* unmanaged[Cdecl]<nint, long, int>)Export("duckdb_append_timestamp");
        var int32 = (delegate* unmanaged[Cdecl]<nint, int, int>)Export("duckdb_append_int32");
        var absent = (delegate* unmanaged[Cdecl]<nint, int>)Export("duckdb_append_null");
        var end = (delegate* unmanaged[Cdecl]<nint, int>)Export("duckdb_appender_end_row");
        var destroy = (delegate* unmanaged[Cdecl]<nint*, int>)Export("duckdb_appender_destroy");
        nint made;
        fixed (byte* table = "documents\0"u8)
            Check(create(_connection, null, table, &made));
        var appender = made;
        for (var i = 0; i < documents.Count; i++)
        {
            ref readonly var row = ref rows[i];
            Append(row.Id);
            Append(row.Url);
            Append(documents[i]);
            Append(row.Language);
            Check(number(appender, row.LanguageScore));
            Check(time(appender, row.FetchedMicros));
            Check(int64(appender, row.Tokens));
            Check(int32(appender, row.Words));
            Append(DocumentRow.Source);
            Append(row.Title);
            Check(row.PublishedMicros is { } published ? time(appender, published) : absent(appender));
            Check(end(appender));
        }
        Check(destroy(&made));

        void Append(ReadOnlySpan<byte> value)
        {
            fixed (byte* start = value)
                Check(text(appender, start, (ulong)value.Length));
        }
    }

    public void Dispose()
    {
        fixed (nint* connection = &_connection, database = &_database)
        {
            ((delegate* unmanaged[Cdecl]<nint*, void>)Export("duckdb_disconnect"))(connection);
            ((delegate* unmanaged[Cdecl]<nint*, void>)Export("duckdb_close"))(database);
        }
    }

    private void Query(string sql, Result* result)
    {
        var query = (delegate* unmanaged[Cdecl]<nint, byte*, Result*, int>)Export("duckdb_query");
        fixed (byte* text = Encoding.UTF8.GetBytes(sql + '\0'))
        {
            if (query(_connection, text, result) == 0)
                return;
        }
        var error = Marshal.PtrToStringUTF8(((delegate* unmanaged[Cdecl]<Result*, nint>)Export("duckdb_result_error"))(result));
        Destroy(result);
        throw new InvalidOperationException($"DuckDB: {error}");
    }

    private void Destroy(Result* result) => ((delegate* unmanaged[Cdecl]<Result*, void>)Export("duckdb_destroy_result"))(result);

    private nint Export(string name) => NativeLibrary.GetExport(_library, name);

    private static void Check(int state)
    {
        if (state != 0)
            throw new InvalidOperationException("DuckDB refused a value.");
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct Result
    {
        public ulong ColumnCount, RowCount, RowsChanged;
        public nint Columns, Error, Inner;
    }
}
