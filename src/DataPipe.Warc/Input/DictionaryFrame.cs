using DataPipe.Compression.Zstandard;

namespace DataPipe.Warc.Input;

/// <summary>
/// The frame that a <c>.warc.zst</c> file with a dictionary begins with (IIPC, "Zstandard Compression for WARC files", draft 1.0): skippable, its content the dictionary, plain or itself compressed.
/// </summary>
internal static class DictionaryFrame
{
    /// <summary>The number that the frame begins with.</summary>
    public const uint Magic = 0x184D2A5D;

    /// <summary>Bytes that tell whether a file begins with the frame.</summary>
    public const int StartBytes = 4;

    // Trained dictionaries are about 100 KiB; the format of frames allows 4 GiB.
    private const int MaxBytes = 64 << 20;

    /// <summary>Reads the dictionary in the frame that the reader is in.</summary>
    /// <exception cref="InvalidDataException">It is larger than 64 MiB, cut or malformed.</exception>
    public static async ValueTask<ZstandardDictionary> ReadAsync(ZstandardFrameReader frames, CancellationToken cancellation)
    {
        using var content = new MemoryStream();
        while (await frames.FillAsync(cancellation).ConfigureAwait(false))
        {
            if (content.Length + frames.Decoded.Length > MaxBytes) throw new InvalidDataException("the dictionary is larger than 64 MiB");
            content.Write(frames.Decoded);
            frames.Advance(frames.Decoded.Length);
        }
        if (frames.Frame is not { Problem: ZstandardProblem.None }) throw new InvalidDataException("the dictionary is cut short");
        var bytes = content.ToArray();
        return new ZstandardDictionary(FrameStart.MagicOf(bytes) == FrameHeader.Magic ? new ZstandardDecoder().Decode(bytes, MaxBytes) : bytes);
    }

    /// <summary>The dictionary at the start of a file that can seek; null when the file does not begin with one.</summary>
    /// <exception cref="InvalidDataException">It is larger than 64 MiB, cut or malformed.</exception>
    public static async ValueTask<ZstandardDictionary?> FindAsync(Stream file, CancellationToken cancellation)
    {
        var start = new byte[StartBytes];
        file.Position = 0;
        var read = await file.ReadAtLeastAsync(start, StartBytes, throwOnEndOfStream: false, cancellation).ConfigureAwait(false);
        if (read < StartBytes || FrameStart.MagicOf(start) != Magic) return null;
        file.Position = 0;
        await using var frames = new ZstandardFrameReader(new StreamPart(file, file.Length), new ZstandardReaderOptions(), _ => { });
        return await frames.NextFrameAsync(cancellation).ConfigureAwait(false) ? await ReadAsync(frames, cancellation).ConfigureAwait(false) : null;
    }
}
