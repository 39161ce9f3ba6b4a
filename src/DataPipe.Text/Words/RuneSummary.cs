using System.Runtime.CompilerServices;

namespace DataPipe.Text.Words;

/// <summary>What the code points of some bytes are.</summary>
/// <param name="Any">The traits that some have.</param>
/// <param name="All">The traits that all have.</param>
/// <param name="Runes">Their number.</param>
/// <param name="IsAscii">Whether all are ASCII.</param>
internal readonly record struct RuneSummary(RuneTrait Any, RuneTrait All, int Runes, bool IsAscii)
{
    /// <summary>Whether they are ASCII letters and nothing else.</summary>
    internal bool IsAsciiLetters => IsAscii && (All & RuneTrait.Letter) != 0;

    /// <summary>The traits of a word of them.</summary>
    internal WordTraits Traits => TraitsOf(Any, All);

    /// <summary>Looks at <paramref name="utf8"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static RuneSummary Of(ReadOnlySpan<byte> utf8)
    {
        RuneTrait any = 0, all = (RuneTrait)uint.MaxValue;
        var ascii = RuneTraits.Ascii;
        var at = 0;
        for (; at < utf8.Length && utf8[at] < 0x80; at++)
        {
            any |= ascii[utf8[at]];
            all &= ascii[utf8[at]];
        }

        if (at == utf8.Length) return new(any, all, at, true);
        while (at < utf8.Length)
        {
            var traits = RuneTraits.First(utf8[at..], out var bytes);
            any |= traits;
            all &= traits;
            at += bytes;
        }

        return new(any, all, Utf8Runes.Count(utf8), false);
    }

    /// <summary>The traits of a word whose code points have some and all of these.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static WordTraits TraitsOf(RuneTrait any, RuneTrait all) => (WordTraits)((uint)(any & (RuneTrait.Letter | RuneTrait.Digit)) >> 1) | (WordTraits)((uint)(all & RuneTrait.Punctuation) >> 1);
}
