using System.Security.Cryptography;
using System.Text;
using DataPipe.Text.Tests;
using DataPipe.Text.Words;
using Xunit.Abstractions;

namespace DataPipe.Text.Tests.Words;

/// <summary>
/// The documents that are decided otherwise with our words than with NLTK's (the table of docs/filters.md): with the full stops given, and no others, cut off or left on, the list of words is
/// the reference's, by its md5.
/// </summary>
public class TreebankDifferenceTests(ITestOutputHelper output)
{
    /// <param name="id">The document.</param>
    /// <param name="cut">Words whose full stop the reference cuts off, each with the word that must follow, or * for any.</param>
    /// <param name="left">Words behind which the reference leaves the full stop on.</param>
    [Theory]
    [InlineData("doc03582", "mass. '' | vol. 32", "")]
    [InlineData("doc05832", "a. En", "")]
    [InlineData("doc05869", "y. Next", "")]
    [InlineData("doc06351", "pp. * | vol. * | No. * | no. *", "")]
    [InlineData("doc06916", "vol. II. | pp. 110-1", "")]
    [InlineData("doc10969", "etc. )", "")]
    [InlineData("doc11778", "z. B. | B. ( | B. „", "")]
    [InlineData("doc15264", "vol. * | pp. *", "")]
    [InlineData("doc15624", "", "men | numbers")]
    [InlineData("doc16685", "no. device-name", "")]
    [InlineData("doc19217", "No. *", "")]
    public void The_full_stops_of_the_table_are_all_that_differs(string id, string cut, string left)
    {
        if (SharedData.Find("parity/filter-decisions-nltk.jsonl.gz") is not { } decisions || SharedData.Find("parity/filter-corpus.jsonl.gz") is not { } corpus)
        {
            output.WriteLine("skipped: ../shared/data/parity is not there");
            return;
        }

        var text = SharedData.Rows(corpus).First(row => row.GetProperty("id").GetString() == id).GetProperty("text").GetString()!;
        var expected = SharedData.Rows(decisions).First(row => row.GetProperty("id").GetString() == id).GetProperty("words_md5").GetString();
        List<string> words = [];
        foreach (var word in DataPipe.Text.Words.Words.Of(Encoding.UTF8.GetBytes(text), WordRule.Treebank)) words.Add(Encoding.UTF8.GetString(word.Span));
        Assert.NotEqual(expected, Named(words));
        Assert.Equal(expected, Named(Changed(words, Parts(cut), Parts(left))));
    }

    private static string[] Parts(string text) => text.Split(" | ", StringSplitOptions.RemoveEmptyEntries);

    private static List<string> Changed(List<string> words, string[] cut, string[] left)
    {
        List<string> changed = [];
        for (var i = 0; i < words.Count; i++)
        {
            var next = i + 1 < words.Count ? words[i + 1] : "";
            if (cut.Contains($"{words[i]} *") || cut.Contains($"{words[i]} {next}")) changed.AddRange([words[i][..^1], "."]);
            else if (next == "." && left.Contains(words[i])) changed.Add(words[i++] + ".");
            else changed.Add(words[i]);
        }

        return changed;
    }

#pragma warning disable CA5351 // the reference lists are named by md5
    private static string Named(List<string> words) => Convert.ToHexStringLower(MD5.HashData(Encoding.UTF8.GetBytes(string.Join('\n', words))));
#pragma warning restore CA5351
}
