using System.Runtime.CompilerServices;

namespace DataPipe.Text.Substrings;

/// <summary>
/// How windows of a fixed length are anchored. The grams of a window are its substrings of <see cref="GramLength"/> symbols; its anchor is the one of smallest hash,
/// of equal ones the leftmost. Equal windows have their anchor at the same place, so that only windows of one anchor need be compared (minimizers:
/// Schleimer, Wilkerson and Aiken 2003; Roberts et al. 2004). About 2 of <see cref="GramsPerWindow"/> + 1 positions of a text are anchors.
/// </summary>
public readonly record struct WindowShape
{
    /// <summary>The longest window, in symbols: places of grams are held in 16 bits.</summary>
    public const int MaxWindow = 32_768;

    /// <summary>The shape of windows of <paramref name="window"/> symbols, 1 to <see cref="MaxWindow"/>.</summary>
    public WindowShape(int window)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(window, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(window, MaxWindow);
        Window = window;
        // Long grams are rarely repeated by chance, short ones give few anchors: half and half.
        GramLength = Math.Max(1, window / 2);
    }

    /// <summary>Symbols of a window.</summary>
    public int Window { get; }

    /// <summary>Symbols of a gram.</summary>
    public int GramLength { get; }

    /// <summary>Grams of a window.</summary>
    public int GramsPerWindow
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Window - GramLength + 1;
    }
}
