namespace DataPipe.Core.Datasets;

/// <summary>Where files lie: a local folder, or later a bucket of an object store. Keys are relative paths with forward slashes.</summary>
public interface IStore
{
    /// <summary>The key as a person finds it, for messages.</summary>
    string Locate(string key);

    /// <summary>Opens a file for reading; the stream can seek.</summary>
    /// <exception cref="Faults.FaultException">The file does not exist or may not be read.</exception>
    ValueTask<Stream> OpenReadAsync(string key, CancellationToken cancellation);

    /// <summary>Begins a file in a folder; nothing is visible until it is committed.</summary>
    ValueTask<IStoreWriter> CreateAsync(string folder, CancellationToken cancellation);

    /// <summary>Opens a file for what does not fit into memory: written, sought and read by its opener, seen by nobody else, gone when it is closed. It lies beside the folder's files where the store is a disk.</summary>
    /// <exception cref="Faults.FaultException">The disk is full or read-only.</exception>
    Stream OpenScratch(string folder);

    /// <summary>All files below a prefix, in ordinal order of their keys, unfinished ones included.</summary>
    IReadOnlyList<StoredFile> List(string prefix);

    /// <summary>Size of a file, or null when there is none.</summary>
    long? SizeBytes(string key);

    /// <summary>Deletes a file; none there is fine. Folders left empty go too.</summary>
    void Delete(string key);
}
