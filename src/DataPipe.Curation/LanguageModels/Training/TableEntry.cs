using System.Runtime.Intrinsics;
using DataPipe.Text.LanguageModels;

namespace DataPipe.Curation.LanguageModels.Training;

/// <summary>An n-gram on its way into the model's table.</summary>
/// <param name="Hash">Its name.</param>
/// <param name="Known">Bits of one logarithm, or of two as <see cref="NgramEntry.Pair"/>.</param>
internal readonly record struct TableEntry(ulong Hash, ulong Known)
{
    // 2^-46: a natural logarithm, its product and the logarithm to base 10 are each off by a few times 2^-53 at most.
    private const double Log10OfE = 0.43429448190325182765, Slack = 1.0 / (1L << 46);

    /// <summary>The one logarithm.</summary>
    internal float Log => BitConverter.UInt32BitsToSingle((uint)Known);

    internal static TableEntry Of(ulong hash, float log) => new(hash, BitConverter.SingleToUInt32Bits(log));

    /// <summary>An entry whose logarithm <see cref="TakeLogs"/> is to take.</summary>
    internal static TableEntry OfProbability(ulong hash, double probability) => new(hash, BitConverter.DoubleToUInt64Bits(probability));

    /// <summary>Log10; minus infinity, which other programs write where discounts of 0 leave nothing, is no number of the format.</summary>
    internal static float LogOf(double probability) => probability > 0 ? (float)Math.Log10(probability) : NgramModel.NoProbability;

    /// <summary>Puts <see cref="LogOf"/> in the place of probabilities. Natural logarithms are taken four at a time; where both ends of what their rounding allows are the same number of 32 bits, Log10 gives that number too.</summary>
    internal static void TakeLogs(Span<TableEntry> entries)
    {
        var i = 0;
        for (; i + 4 <= entries.Length; i += 4)
        {
            var four = entries.Slice(i, 4);
            var logs = Vector256.Log(Vector256.Create(four[0].Known, four[1].Known, four[2].Known, four[3].Known).AsDouble()) * Log10OfE;
            var (low, high) = (logs * (1 - Slack), logs * (1 + Slack));
            for (var k = 0; k < 4; k++)
            {
                var (nearest, other) = ((float)low[k], (float)high[k]);
                four[k] = nearest == other && float.IsFinite(nearest) ? Of(four[k].Hash, nearest) : WithLog(four[k]);
            }
        }

        for (; i < entries.Length; i++) entries[i] = WithLog(entries[i]);
    }

    private static TableEntry WithLog(TableEntry entry) => Of(entry.Hash, LogOf(BitConverter.UInt64BitsToDouble(entry.Known)));
}
