using System.Text;
using DataPipe.Core.Records;
using DataPipe.Text.Hashing;

namespace DataPipe.Curation.Benchmarks;

/// <summary>Documents of lines of made-up prose, a pure function of the seed: words of English lengths with a skewed vocabulary, punctuation, one line in ten shared by many documents.</summary>
internal static class ProseDocuments
{
    private static readonly string[] Vocabulary = [.. Enumerable.Range(0, 20_000).Select(Word)];

    /// <summary>About so many bytes, in documents of about 4 kB.</summary>
    internal static List<Document> Make(long bytes)
    {
        List<Document> documents = [];
        var text = new StringBuilder();
        for (long made = 0; made < bytes; made += text.Length)
        {
            text.Clear();
            var seed = (ulong)documents.Count;
            for (var line = 0ul; text.Length < 4000; line++)
            {
                var bits = Mix64.Combine(seed, line);
                AppendLine(text, bits % 10 == 0 ? Mix64.Of(bits % 997) : bits);
            }

            documents.Add(new Document($"doc-{documents.Count}", Utf8Text.From(text.ToString()), "web") { Tokens = 1 });
        }

        return documents;
    }

    private static void AppendLine(StringBuilder text, ulong seed)
    {
        var words = 6 + (int)(seed >> 60);
        for (var i = 0; i < words; i++)
        {
            // The square of a uniform number: frequent words are met often.
            var chance = Mix64.ToUnitInterval(Mix64.Combine(seed, (ulong)i));
            var word = Vocabulary[(int)(chance * chance * Vocabulary.Length)];
            text.Append(i == 0 ? char.ToUpperInvariant(word[0]) + word[1..] : word);
            text.Append(i == words - 1 ? ".\n" : i % 7 == 6 ? ", " : " ");
        }
    }

    private static string Word(int number) => string.Create(2 + number % 9, (ulong)number, static (letters, from) =>
    {
        for (var i = 0; i < letters.Length; i++) letters[i] = (char)('a' + (int)(Mix64.Combine(from, (ulong)i) % 26));
    });
}
