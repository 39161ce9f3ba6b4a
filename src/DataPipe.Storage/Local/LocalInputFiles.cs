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
        var found = FileGlob.Match(pattern.Folder, pattern.Pattern);
        return [.. found.Select(path =>
        {
            var file = new FileInfo(path);
            return new InputFile(path, file.Name, file.Length, file.LastWriteTimeUtc.Ticks.ToString(CultureInfo.InvariantCulture));
        })];
    }

    /// <inheritdoc/>
    public ValueTask<Stream> OpenReadAsync(string path, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        try
        {
            return new(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 18, FileOptions.SequentialScan));
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
            return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(File.ReadAllBytes(path));
        }
        catch (ArgumentException cause)
        {
            throw new FaultException("DP2003", $"{path} is not UTF-8: {cause.Message}", cause);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            throw new FaultException("DP2002", $"cannot read {path}: {cause.Message.TrimEnd('.')}", cause);
        }
    }
}
