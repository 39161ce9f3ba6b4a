using System.Text;
using DataPipe.Text.Hashing;

namespace DataPipe.Curation.Tests.Filters.References;

/// <summary>Texts put together by chance, the same ones every time.</summary>
internal static class RandomTexts
{
    private static readonly string[] Breaks = ["\n", "\n", "\n", "\n", "\n\n", "\n\n\n", " ", " "];

    /// <summary>So many texts of 0 to 40 pieces, with something from <paramref name="edges"/> at both ends of each and newlines or a space between.</summary>
    internal static IEnumerable<string> Of(string[] pieces, string[] edges, int texts)
    {
        for (ulong text = 0; text < (ulong)texts; text++)
        {
            ulong draws = 0;
            int Next(int below) => (int)(Mix64.Of((text << 20) + draws++) % (ulong)below);
            var built = new StringBuilder();
            var some = 1 + Next(pieces.Length);
            for (var count = Next(Next(4) == 0 ? 40 : 8); count > 0; count--)
                built.Append(edges[Next(edges.Length)]).Append(pieces[(Next(some) * 7 + (int)text) % pieces.Length]).Append(edges[Next(edges.Length)]).Append(Breaks[Next(Breaks.Length)]);
            yield return built.ToString();
        }
    }
}
