using System.Globalization;
using System.Text;
using DataPipe.Core.Catalogues;
using DataPipe.Core.Faults;
using DataPipe.Core.Stages;

namespace DataPipe.Storage.Local;

/// <summary>Files of the local disk as inputs.</summary>
public sealed class LocalInputFiles : IInputFiles
{
    private const long MaxTextBytes = 16 * 1024 * 1024;

    /// <inheritdoc/>
    public IReadOnlyList<InputFile> Find(FilePattern pattern)
    {
        try
        {
            List<InputFile> files = [];
            foreach (var path in FileGlob.Match(pattern.Folder, pattern.Pattern))
            {
                // A link has a size and a time of its own; those of what it leads to count.
                var file = File.ResolveLinkTarget(path, returnFinalTarget: true) as FileInfo ?? new FileInfo(path);
                if (file.Exists) files.Add(new InputFile(path, Path.GetFileName(path), file.Length, file.LastWriteTimeUtc.Ticks.ToString(CultureInfo.InvariantCulture)));
            }

            return files;
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            throw new FaultException("DP2002", $"cannot look for '{pattern.Pattern}' below {pattern.Folder}: {cause.Message.TrimEnd('.')}", cause);
        }
    }

    /// <inheritdoc/>
    public ValueTask<Stream> OpenReadAsync(string path, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        return new(OpenRead(path));
    }

    /// <inheritdoc/>
    public Stream OpenRead(string path)
    {
        try
        {
            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 18, FileOptions.SequentialScan);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            throw new FaultException("DP2002", $"cannot read {path}: {cause.Message.TrimEnd('.')}", cause);
        }
    }

    /// <inheritdoc/>
    public string ReadText(string path)
    {
        try
        {
            if (new FileInfo(path).Length > MaxTextBytes) throw new FaultException("DP2002", $"{path} is larger than 16 MiB, too large for a text of this kind", null);
            ReadOnlySpan<byte> bytes = File.ReadAllBytes(path);
            return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes.StartsWith(Encoding.UTF8.Preamble) ? bytes[Encoding.UTF8.Preamble.Length..] : bytes);
        }
        catch (DecoderFallbackException cause)
        {
            throw new FaultException("DP2003", $"{path} is not UTF-8: {cause.Message}", cause);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            throw new FaultException("DP2002", $"cannot read {path}: {cause.Message.TrimEnd('.')}", cause);
        }
    }
}
