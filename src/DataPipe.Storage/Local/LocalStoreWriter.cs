using DataPipe.Core.Datasets;
using DataPipe.Core.Faults;

namespace DataPipe.Storage.Local;

/// <summary>A file being written under an unfinished name in its final folder: synchronised, then linked to its name, then the folder synchronised.</summary>
internal sealed class LocalStoreWriter : IStoreWriter
{
    private const int HashDigits = 12;
    private readonly string _root;
    private readonly string _unfinished;
    private readonly FileStream _file;
    private readonly HashingStream _stream;
    private bool _ended;

    public LocalStoreWriter(string root, string unfinished, FileStream file)
    {
        (_root, _unfinished, _file) = (root, unfinished, file);
        _stream = new HashingStream(file);
    }

    public Stream Stream => _stream;

    public long Bytes => _stream.Bytes;

    public async ValueTask<Published> CommitAsync(string key, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var checksum = _stream.Checksum();
        var isNamedByContent = key.Contains("{hash}", StringComparison.Ordinal);
        key = key.Replace("{hash}", checksum[..HashDigits], StringComparison.Ordinal);
        var name = Path.Combine(_root, key);
        try
        {
            PosixFile.Synchronise(_file);
            await _file.DisposeAsync();
            var ours = PosixFile.TryPublish(_unfinished, name);
            if (!ours && isNamedByContent && new FileInfo(name).Length != _stream.Bytes)
            {
                // A file of this content's name but not of its size was cut short by something else: what is whole takes its place.
                File.Move(_unfinished, name, overwrite: true);
                ours = true;
            }

            if (ours) PosixFile.SynchroniseFolder(Path.GetDirectoryName(name)!);
            else File.Delete(_unfinished);
            _ended = true;
            return new Published(key, _stream.Bytes, checksum, ours);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            throw WriteFault.Of(name, cause);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (!_ended)
        {
            _ended = true;
            // Closing writes what is buffered, which fails on a full disk; the file must go all the more then. What cannot be deleted
            // is swept at the start of the next run. The failure that led here is what counts.
            try
            {
                await _file.DisposeAsync();
            }
            catch (IOException cause)
            {
                GC.KeepAlive(cause);
            }

            try
            {
                File.Delete(_unfinished);
            }
            catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
            {
                GC.KeepAlive(cause);
            }
        }

        await _stream.DisposeAsync();
    }
}
