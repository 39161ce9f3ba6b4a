using Microsoft.Win32.SafeHandles;

namespace DataPipe.Parquet.Reading;

/// <summary>Ranges of a local file, without the buffer of a stream between.</summary>
public sealed class FileRangeSource : IRangeSource, IDisposable
{
    private readonly SafeFileHandle _handle;

    /// <summary>Opens the file for reading.</summary>
    /// <exception cref="IOException">The file does not exist or cannot be opened.</exception>
    public FileRangeSource(string path) =>
        _handle = File.OpenHandle(path, options: FileOptions.RandomAccess);

    /// <inheritdoc/>
    public long Length => RandomAccess.GetLength(_handle);

    /// <inheritdoc/>
    public async ValueTask ReadAsync(long offset, Memory<byte> buffer, CancellationToken cancellation)
    {
        while (!buffer.IsEmpty)
        {
            var read = await RandomAccess.ReadAsync(_handle, buffer, offset, cancellation).ConfigureAwait(false);
            if (read == 0)
                throw new EndOfStreamException($"the file ends at offset {offset}");
            offset += read;
            buffer = buffer[read..];
        }
    }

    /// <summary>Closes the file.</summary>
    public void Dispose() => _handle.Dispose();
}
