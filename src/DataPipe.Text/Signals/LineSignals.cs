using System.Runtime.InteropServices;
using DataPipe.Text.Words;

namespace DataPipe.Text.Signals;

/// <summary>What is measured of every line of a text. Reusable memory of one thread.</summary>
internal sealed class LineSignals
{
    private readonly List<float>[] _values = [.. Enum.GetValues<RedPajamaLineSignal>().Select(_ => new List<float>())];
    private int _words, _rawChars;
    private long _chars;

    /// <summary>Capitals of the open line.</summary>
    internal int Upper { get; set; }

    /// <summary>Numeric characters of the open line.</summary>
    internal int Numeric { get; set; }

    /// <summary>Words javascript of the open line.</summary>
    internal int Javascript { get; set; }

    /// <summary>Lines.</summary>
    internal int Count => _values[0].Count;

    /// <summary>Lines that end with an ellipsis.</summary>
    internal int Ellipses { get; private set; }

    /// <summary>The values of a signal, [lines].</summary>
    internal ReadOnlySpan<float> Of(RedPajamaLineSignal signal) => CollectionsMarshal.AsSpan(_values[(int)signal]);

    internal void Begin()
    {
        foreach (var values in _values) values.Clear();
        (_words, _rawChars, _chars, Ellipses, Upper, Numeric, Javascript) = (0, 0, 0, 0, 0, 0, 0);
    }

    /// <summary>Ends a line.</summary>
    /// <param name="line">It, with its end.</param>
    /// <param name="rawChars">Characters of the text up to here.</param>
    /// <param name="words">Normalised words up to here.</param>
    /// <param name="chars">Their characters.</param>
    internal void End(ReadOnlySpan<byte> line, int rawChars, int words, long chars)
    {
        var (raw, own) = (rawChars - _rawChars, words - _words);
        var normalised = chars - _chars + Math.Max(0, own - 1); // with spaces between
        var trimmed = Whitespace.TrimEnd(line);
        if (trimmed.EndsWith("..."u8) || trimmed.EndsWith("…"u8)) Ellipses++;
        Add(RedPajamaLineSignal.JavascriptCount, Javascript);
        Add(RedPajamaLineSignal.EndsWithTerminalPunctuation, trimmed is [.., (byte)'.' or (byte)'!' or (byte)'?'] || trimmed.EndsWith("”"u8) ? 1 : 0);
        Add(RedPajamaLineSignal.Words, own);
        Add(RedPajamaLineSignal.UppercaseLetterFraction, (double)Upper / raw);
        Add(RedPajamaLineSignal.NumericalCharsFraction, normalised == 0 ? 0 : (double)Numeric / normalised);
        Add(RedPajamaLineSignal.StartsWithBulletPoint, StartsWithBullet(Whitespace.TrimStart(trimmed)) ? 1 : 0);
        (_rawChars, _words, _chars, Upper, Numeric, Javascript) = (rawChars, words, chars, 0, 0, 0);
    }

    private void Add(RedPajamaLineSignal signal, double value) => _values[(int)signal].Add((float)value);

    // U+2022, 2023, 25B6, 25C0, 25E6, 25A0, 25A1, 25AA, 25AB and 2013.
    private static bool StartsWithBullet(ReadOnlySpan<byte> line) => line switch
    {
        [0xE2, 0x80, 0x93 or 0xA2 or 0xA3, ..] => true,
        [0xE2, 0x96, 0xA0 or 0xA1 or 0xAA or 0xAB or 0xB6, ..] => true,
        [0xE2, 0x97, 0x80 or 0xA6, ..] => true,
        _ => false,
    };
}
