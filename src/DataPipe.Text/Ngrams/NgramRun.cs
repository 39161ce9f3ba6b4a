using System.Runtime.InteropServices;

namespace DataPipe.Text.Ngrams;

/// <summary>A stretch of a text that is also in a needle, word for word: one or more shared n-grams that follow on each other.</summary>
/// <param name="Needle">The needle, by its number in the index.</param>
/// <param name="NeedleStart">The first of the needle's words that are shared, from 0.</param>
/// <param name="Words">How many words.</param>
/// <param name="Start">Offset of the stretch in the text, in bytes.</param>
/// <param name="End">Offset behind it.</param>
[StructLayout(LayoutKind.Sequential)]
public readonly record struct NgramRun(int Needle, int NeedleStart, int Words, int Start, int End);
