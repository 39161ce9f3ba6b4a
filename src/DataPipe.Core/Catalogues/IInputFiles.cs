using DataPipe.Core.Stages;

namespace DataPipe.Core.Catalogues;

/// <summary>The outside world's files, which pipelines read and never change.</summary>
public interface IInputFiles
{
    /// <summary>The files of a pattern, in ordinal order of their paths; none when nothing matches.</summary>
    IReadOnlyList<InputFile> Find(FilePattern pattern);

    /// <summary>Opens a file.</summary>
    /// <exception cref="Faults.FaultException">It does not exist or may not be read.</exception>
    ValueTask<Stream> OpenReadAsync(string path, CancellationToken cancellation);

    /// <summary>Opens a file for what has no task yet to wait in: a step that loads before its first record.</summary>
    /// <exception cref="Faults.FaultException">It does not exist or may not be read.</exception>
    Stream OpenRead(string path);

    /// <summary>Reads a small text file of UTF-8.</summary>
    /// <exception cref="Faults.FaultException">It does not exist, may not be read, or is larger than 16 MiB.</exception>
    string ReadText(string path);
}
