using System.Globalization;

namespace DataPipe.Curation.Extraction;

/// <summary>Reads dates as pages and corpora write them, where nothing is left to guess: year, month and day first, then perhaps time and offset (ISO 8601 and close to it).</summary>
internal static class WrittenDates
{
    private const int MinYear = 1400;
    private const int MaxYear = 2099;
    private const int DayChars = 10;
    private const int MaxChars = 40;

    /// <summary>The date; a time without an offset is taken for UTC. Null when it is no such date.</summary>
    public static DateTimeOffset? Read(ReadOnlySpan<byte> written)
    {
        written = written.Trim(" \t\r\n"u8);
        if (written.Length is < DayChars or > MaxChars || written[4] is not ((byte)'-' or (byte)'/') || written[7] != written[4]) return null;
        if (written[..4].IndexOfAnyExceptInRange((byte)'0', (byte)'9') >= 0) return null;
        Span<char> chars = stackalloc char[MaxChars];
        for (var i = 0; i < written.Length; i++) chars[i] = (char)written[i];
        return DateTimeOffset.TryParse(chars[..written.Length], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date) && date.Year is >= MinYear and <= MaxYear ? date : null;
    }
}
