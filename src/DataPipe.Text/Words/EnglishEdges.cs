using System.Text;
using DataPipe.Text.Hashing;

namespace DataPipe.Text.Words;

/// <summary>What the English tokeniser splits off at the front and at the end of a chunk. Source: the affix rules of spaCy 3's English defaults, restated.</summary>
internal static class EnglishEdges
{
    // Measures and currencies that split off after a digit: 5km, 3GB, 20US$.
    private static readonly ByteTable AfterDigit = new([
        "km", "km²", "km³", "m", "m²", "m³", "dm", "dm²", "dm³", "cm", "cm²", "cm³", "mm", "mm²", "mm³", "ha", "µm", "nm", "yd", "in", "ft",
        "kg", "g", "mg", "µg", "t", "lb", "oz", "m/s", "km/h", "kmh", "mph", "hPa", "Pa", "mbar", "mb", "MB", "kb", "KB", "gb", "GB", "tb",
        "TB", "T", "G", "M", "K", "%", "км", "км²", "км³", "м", "м²", "м³", "дм", "дм²", "дм³", "см", "см²", "см³", "мм", "мм²", "мм³", "нм",
        "кг", "г", "мг", "м/с", "км/ч", "кПа", "Па", "мбар", "Кб", "КБ", "кб", "Мб", "МБ", "мб", "Гб", "ГБ", "гб", "Тб", "ТБ",
        "كم", "كم²", "كم³", "م", "م²", "م³", "سم", "سم²", "سم³", "مم", "مم²", "مم³", "غرام", "جرام", "جم", "كغ", "ملغ", "كوب", "اكواب",
        "US$", "C$", "A$"]);

    /// <summary>The bytes to split off at the front of <paramref name="chunk"/> (not empty), or 0.</summary>
    internal static int Prefix(ReadOnlySpan<byte> chunk)
    {
        var traits = RuneTraits.First(chunk, out var bytes);
        if ((traits & (RuneTrait.Edge | RuneTrait.FrontEdge)) != 0) return bytes;
        return chunk[0] switch
        {
            (byte)'.' => Dots(chunk) is var dots and >= 2 ? dots : 0,
            (byte)'+' => chunk.Length < 2 || !char.IsAsciiDigit((char)chunk[1]) ? 1 : 0,
            (byte)'U' => chunk.StartsWith("US$"u8) ? 3 : 0,
            (byte)'C' or (byte)'A' => chunk.Length >= 2 && chunk[1] == '$' ? 2 : 0,
            _ => 0,
        };
    }

    /// <summary>The bytes to split off at the end of <paramref name="chunk"/>, or 0; <paramref name="hasDigit"/> is whether it may hold an ASCII digit.</summary>
    internal static int Suffix(ReadOnlySpan<byte> chunk, bool hasDigit)
    {
        if (chunk.IsEmpty) return 0;
        var traits = RuneTraits.Last(chunk, out var bytes);
        if ((traits & RuneTrait.Edge) != 0) return chunk.EndsWith("……"u8) ? 6 : bytes;
        switch (chunk[^1])
        {
            case (byte)'.':
                return Stop(chunk);
            case (byte)'s' or (byte)'S':
                if (chunk.Length >= 2 && chunk[^2] == '\'') return 2;
                if (chunk[..^1].EndsWith("’"u8)) return 4;
                return hasDigit ? AfterNumber(chunk) : 0;
            case (byte)'+':
                return chunk.Length >= 2 && char.IsAsciiDigit((char)chunk[^2]) ? 1 : 0;
            default:
                return hasDigit ? AfterNumber(chunk) : 0;
        }
    }

    private static int Stop(ReadOnlySpan<byte> chunk)
    {
        var before = chunk[..^1];
        if (before.IsEmpty) return 0;
        if (before[^1] == '.') return chunk.Length - chunk.LastIndexOfAnyExcept((byte)'.') - 1;
        var traits = RuneTraits.Last(before, out var bytes);
        if ((traits & RuneTrait.BeforeStop) != 0) return 1;
        if ((traits & RuneTrait.AlphaUpper) == 0 || before.Length == bytes) return 0;
        if ((RuneTraits.Last(before[..^bytes], out _) & RuneTrait.AlphaUpper) != 0) return 1; // NATO. but not J.
        return before[^1] is (byte)'F' or (byte)'C' or (byte)'K' && before[..^1].EndsWith("°"u8) ? 1 : 0;
    }

    private static int AfterNumber(ReadOnlySpan<byte> chunk)
    {
        var at = chunk.Length;
        var end = Math.Max(0, chunk.Length - AfterDigit.MaxBytes - 1);
        while (at > end && !char.IsAsciiDigit((char)chunk[at - 1])) at--;
        if (at == end || at == chunk.Length) return 0;
        var unit = chunk[at..];
        if (AfterDigit.Contains(unit)) return unit.Length;
        return Rune.DecodeFromUtf8(unit, out var rune, out var bytes) == System.Buffers.OperationStatus.Done
            && bytes == unit.Length && RuneSets.IsCurrency(rune.Value) ? bytes : 0;
    }

    private static int Dots(ReadOnlySpan<byte> chunk) => chunk.IndexOfAnyExcept((byte)'.') is var end and >= 0 ? end : chunk.Length;
}
