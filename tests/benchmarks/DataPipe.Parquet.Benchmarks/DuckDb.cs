using System.Runtime.InteropServices;
using System.Text;

namespace DataPipe.Parquet.Benchmarks;

/// <summary>The functions of DuckDB's C interface that the comparison needs, from the native library of npm's @duckdb/node-bindings,
/// on one thread and without extensions from the net.</summary>
internal sealed unsafe partial class DuckDb : IDisposable
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
