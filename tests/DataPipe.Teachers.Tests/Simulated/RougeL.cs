namespace DataPipe.Teachers.Tests.Simulated;

/// <summary>ROUGE-L F over lower-cased runs of letters and digits, as novelty filters measure it.</summary>
internal static class RougeL
{
    public static string[] Words(string text) =>
        new string([.. text.ToLowerInvariant().Select(letter => char.IsAsciiLetterOrDigit(letter) ? letter : ' ')]).Split(' ', StringSplitOptions.RemoveEmptyEntries);

    public static double Of(string[] left, string[] right)
    {
        var row = new int[right.Length + 1];
        foreach (var word in left)
        {
            var diagonal = 0;
            for (var j = 1; j <= right.Length; j++)
            {
                var above = row[j];
                row[j] = word == right[j - 1] ? diagonal + 1 : Math.Max(above, row[j - 1]);
                diagonal = above;
            }
        }

        if (left.Length == 0 || right.Length == 0 || row[^1] == 0)
            return 0;
        var precision = row[^1] / (double)left.Length;
        var recall = row[^1] / (double)right.Length;
        return 2 * precision * recall / (precision + recall);
    }
}
