namespace DataPipe.Text.Words;

/// <summary>The lines of one text, read once and kept. Reused from text to text by one thread at a time.</summary>
public sealed class LineTable
{
    private const int RetainedLines = 1 << 20;
    private int[] _starts = new int[256], _bytes = new int[256];

    /// <summary>The number of lines.</summary>
    public int Count { get; private set; }

    /// <summary>Offset of each line in the text, in bytes: [lines].</summary>
    public ReadOnlySpan<int> Starts => _starts.AsSpan(0, Count);

    /// <summary>Length of each line without its boundary, in bytes: [lines].</summary>
    public ReadOnlySpan<int> Bytes => _bytes.AsSpan(0, Count);

    /// <summary>Reads the lines of <paramref name="text"/> by <paramref name="rule"/> in place of what was there. Throws <see cref="ArgumentOutOfRangeException"/> on an unknown rule.</summary>
    public void Read(ReadOnlySpan<byte> text, LineRule rule)
    {
        if (_starts.Length > RetainedLines) (_starts, _bytes) = (new int[256], new int[256]);
        var count = 0;
        for (var lines = Lines.Of(text, rule); lines.MoveNext(); count++)
        {
            if (count == _starts.Length)
            {
                Array.Resize(ref _starts, count * 2);
                Array.Resize(ref _bytes, count * 2);
            }

            _starts[count] = lines.Start;
            _bytes[count] = lines.Current.Length;
        }

        Count = count;
    }

    /// <summary>The line at <paramref name="index"/> of the text that was read.</summary>
    public ReadOnlySpan<byte> Of(ReadOnlySpan<byte> text, int index) => text.Slice(_starts[index], _bytes[index]);
}
