using System.Security.Cryptography;
using DataPipe.Core.Datasets;
using DataPipe.Core.Records;

namespace DataPipe.Testing;

/// <summary>The shards of one run of a stage, by name: lists of records, and bytes.</summary>
internal sealed class MemoryStore
{
    private readonly Dictionary<string, object> _contents = [];
    private readonly Dictionary<(string Phase, int Task, string Name), List<Shard>> _work = [];

    /// <summary>Keeps a shard of records.</summary>
    public Shard Put<T>(string name, IReadOnlyList<T> records) where T : class, IRecord<T>
    {
        _contents.Add(name, records);
        return new Shard(name, records.Sum(r => r.SizeBytes), Convert.ToHexStringLower(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(name))), records.Count, records.Sum(r => r.Tokens));
    }

    /// <summary>Keeps a shard of bytes.</summary>
    public Shard Put(string name, byte[] bytes)
    {
        _contents.Add(name, bytes);
        return new Shard(name, bytes.Length, Convert.ToHexStringLower(SHA256.HashData(bytes)), 0, 0);
    }

    /// <summary>Records of a shard.</summary>
    public IReadOnlyList<T> Records<T>(string name) => (IReadOnlyList<T>)_contents[name];

    /// <summary>Bytes of a shard.</summary>
    public byte[] Bytes(string name) => (byte[])_contents[name];

    /// <summary>Registers intermediate shards of a task under a name.</summary>
    public void AddWork(string phase, int task, string name, IEnumerable<Shard> shards)
    {
        if (!_work.TryAdd((phase, task, name), [.. shards]))
            throw new InvalidOperationException($"task {task} of phase '{phase}' published '{name}' twice");
    }

    /// <summary>Intermediate shards of a task under a name.</summary>
    public IReadOnlyList<Shard> Work(string phase, int task, string name) => _work.TryGetValue((phase, task, name), out var shards) ? shards : [];
}
