using DataPipe.Core.Datasets;
using DataPipe.Core.Records;
using DataPipe.Storage.Local;

namespace DataPipe.Storage.Tests.Support;

/// <summary>Writes and reads shards in a temporary folder, as a task would.</summary>
internal sealed class Shards : IDisposable
{
    private static readonly RecordFormats Formats = new();
    private readonly TemporaryFolder _folder = new();
    private int _next;

    public Shards() => Store = new LocalStore(_folder.Path);

    public LocalStore Store { get; }

    public string PathOf(string key) => _folder.Combine(key.Split('/'));

    public IReadOnlyList<string> Files() => _folder.Files();

    public void Dispose() => _folder.Dispose();

    public static ShardDestination To(string folder, ShardCodec codec, long targetBytes = 1L << 28) =>
        new(folder, "part-", targetBytes, codec, new Dictionary<string, string> { ["datapipe.fingerprint"] = "f00d" });

    public async Task<IReadOnlyList<Shard>> WriteAsync<T>(ShardFormat format, ShardDestination destination, DatasetSchema schema, IReadOnlyList<T> records) where T : class, IRecord<T>
    {
        await using var writer = Formats.Create<T>(Store, format, destination, schema);
        foreach (var record in records) await writer.WriteAsync(record, CancellationToken.None);
        return await writer.CommitAsync(CancellationToken.None);
    }

    public async Task<IReadOnlyList<T>> ReadAsync<T>(string key, DatasetSchema schema) where T : class, IRecord<T>
    {
        List<T> records = [];
        await foreach (var batch in Formats.ReadAsync<T>(Store, key, schema, CancellationToken.None))
        {
            Assert.InRange(batch.Count, 1, BatchLimits.Records);
            records.AddRange(batch.Records);
        }

        return records;
    }

    /// <summary>Writes to a fresh folder and reads back; for properties, which do not wait.</summary>
    public IReadOnlyList<T> RoundTrip<T>(ShardFormat format, ShardCodec codec, DatasetSchema schema, IReadOnlyList<T> records) where T : class, IRecord<T>
    {
        return Async().GetAwaiter().GetResult();

        async Task<IReadOnlyList<T>> Async()
        {
            List<T> read = [];
            foreach (var shard in await WriteAsync(format, To($"trip-{_next++}", codec), schema, records)) read.AddRange(await ReadAsync<T>(shard.Name, schema));
            return read;
        }
    }
}
