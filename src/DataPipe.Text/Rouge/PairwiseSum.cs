namespace DataPipe.Text.Rouge;

/// <summary>Sums in the order in which numpy sums doubles, so that means agree with published ones to the last bit: blocks of at most 128 in eight lanes, longer arrays by halves.</summary>
public static class PairwiseSum
{
    private const int Block = 128, Lanes = 8;

    /// <summary>The sum of <paramref name="values"/>; 0 for none.</summary>
    public static double Of(ReadOnlySpan<double> values)
    {
        if (values.Length < Lanes)
        {
            var few = 0.0;
            foreach (var value in values) few += value;
            return few;
        }
        if (values.Length > Block)
        {
            var half = values.Length / 2;
            half -= half % Lanes;
            return Of(values[..half]) + Of(values[half..]);
        }

        Span<double> lanes = stackalloc double[Lanes];
        values[..Lanes].CopyTo(lanes);
        var i = Lanes;
        for (; i < values.Length - values.Length % Lanes; i += Lanes)
            for (var lane = 0; lane < Lanes; lane++)
                lanes[lane] += values[i + lane];
        var sum = ((lanes[0] + lanes[1]) + (lanes[2] + lanes[3])) + ((lanes[4] + lanes[5]) + (lanes[6] + lanes[7]));
        for (; i < values.Length; i++) sum += values[i];
        return sum;
    }
}
