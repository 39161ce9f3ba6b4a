using System.Collections.Concurrent;

namespace DataPipe.Teachers.Serving;

/// <summary>Keeps uploaded files and results in memory.</summary>
internal sealed class FileShelf(TimeProvider time)
{
    private readonly ConcurrentDictionary<string, StoredFile> _files = new(StringComparer.Ordinal);
    private long _made;

    /// <summary>All files, oldest first.</summary>
    public IEnumerable<StoredFile> All => _files.Values.OrderBy(static file => file.Id, StringComparer.Ordinal);

    public StoredFile Add(string name, string purpose, ReadOnlyMemory<byte> content)
    {
        var file = new StoredFile(FrontDesk.Id("file-", Interlocked.Increment(ref _made)), name, purpose, time.GetUtcNow().ToUnixTimeSeconds(), content);
        _files[file.Id] = file;
        return file;
    }

    public StoredFile? Find(string id) => _files.GetValueOrDefault(id);

    public bool Remove(string id) => _files.TryRemove(id, out _);
}
