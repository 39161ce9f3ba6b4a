namespace DataPipe.Text.MinHash;

/// <summary>
/// Chooses bands and rows for a target similarity: those whose expected share of pairs below it that are found, and of pairs above it that are missed, are least together, similarities taken as uniform.
/// Source: the weighted integrals of Zhu et al. 2016 (LSH Ensemble), with equal weights as in datasketch; RedPajama-Data-v2's 14 x 9, 9 x 13 and 5 x 25 of 128 hashes are its solutions for 0.7, 0.8 and 0.9.
/// </summary>
public static class BandSolver
{
    private const double Step = 0.001;

    /// <summary>The bands and rows for <paramref name="similarity"/>, 0..1, that take at most <paramref name="hashes"/> hashes. Costs some ten million operations for 128 hashes.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The similarity is not between 0 and 1, or there is no hash.</exception>
    public static (int Bands, int Rows) Solve(double similarity, int hashes)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(similarity);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(similarity, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(hashes, 1);
        var (least, best) = (double.MaxValue, (Bands: 1, Rows: hashes));
        for (var bands = 1; bands <= hashes; bands++)
            for (var rows = 1; rows <= hashes / bands; rows++)
            {
                var found = Integral(0, similarity, s => 1 - Math.Pow(1 - Math.Pow(s, rows), bands));
                if (found >= least) continue;
                var error = found + Integral(similarity, 1, s => Math.Pow(1 - Math.Pow(s, rows), bands));
                if (error < least) (least, best) = (error, (bands, rows));
            }

        return best;
    }

    private static double Integral(double from, double to, Func<double, double> of)
    {
        var sum = 0.0;
        for (var at = from; at < to; at += Step) sum += of(at + Step / 2) * Step;
        return sum;
    }
}
