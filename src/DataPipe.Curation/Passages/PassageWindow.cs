namespace DataPipe.Curation.Passages;

/// <summary>Cuts very long documents, so that the work on one asks for bounded memory: at the last blank line, else newline, else blank of every 4 MiB. A function of the text alone.</summary>
internal static class PassageWindow
{
    /// <summary>Size of a window at most.</summary>
    internal const int MaxBytes = 4 << 20;

    /// <summary>Where the window that begins at <paramref name="start"/> ends.</summary>
    internal static int End(ReadOnlySpan<byte> text, int start)
    {
        if (text.Length - start <= MaxBytes) return text.Length;
        var window = text.Slice(start, MaxBytes);
        foreach (var cut in (ReadOnlySpan<(byte, byte)>)[((byte)'\n', (byte)'\n'), ((byte)'\n', 0), ((byte)' ', 0)])
        {
            var at = cut.Item2 == 0 ? window.LastIndexOf(cut.Item1) : window.LastIndexOf([cut.Item1, cut.Item2]) + 1;
            if (at > 0) return start + at + 1;
        }

        var end = start + MaxBytes;
        while (end > start + 1 && (text[end] & 0xC0) == 0x80) end--;
        return end;
    }
}
