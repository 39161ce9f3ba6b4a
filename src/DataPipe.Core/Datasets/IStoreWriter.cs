namespace DataPipe.Core.Datasets;

/// <summary>A file being written. Disposed without commit it leaves no trace.</summary>
public interface IStoreWriter : IAsyncDisposable
{
    /// <summary>Takes the bytes; writes only, in order.</summary>
    Stream Stream { get; }

    /// <summary>Bytes taken so far.</summary>
    long Bytes { get; }

    /// <summary>Makes the file durable and publishes it atomically under a key, unless that key exists already.</summary>
    /// <param name="key">Key, or with <c>{hash}</c> in it: the first digits of the content's checksum go there.</param>
    /// <param name="cancellation">Cancels before publication.</param>
    /// <returns>What was published, or that somebody was first.</returns>
    /// <exception cref="Faults.FaultException">The disk is full, read-only or broken; nothing was published.</exception>
    ValueTask<Published> CommitAsync(string key, CancellationToken cancellation);
}
