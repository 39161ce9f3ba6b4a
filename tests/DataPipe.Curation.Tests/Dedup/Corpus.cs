using DataPipe.Core.Records;
using DataPipe.Text.Hashing;

namespace DataPipe.Curation.Tests.Dedup;

/// <summary>Documents of random words, with planted duplicates; a pure function of the seed.</summary>
internal static class Corpus
{
    /// <summary>A text of random words.</summary>
    internal static string Text(int seed, int words) => string.Join(' ', Enumerable.Range(0, words).Select(i => Word(seed, i)));

    /// <summary>The text with every n-th word put in the place of another.</summary>
    internal static string Edited(string text, int seed, int every) =>
        string.Join(' ', text.Split(' ').Select((word, i) => i % every == every / 2 ? Word(~seed, i) : word));

    /// <summary>A document.</summary>
    internal static Document Document(string id, string text, string source = "web") => new(id, Utf8Text.From(text), source);

    /// <summary>Originals, exact copies of some, near copies of some, and empty documents.</summary>
    internal static List<Document> Mixed(int seed, int originals)
    {
        List<Document> documents = [];
        for (var i = 0; i < originals; i++)
        {
            var text = Text(seed + i * 1000, 40 + i % 50);
            documents.Add(Document($"original-{i}", text));
            if (i % 3 == 0) documents.Add(Document($"exact-{i}", text));
            if (i % 4 == 0) documents.Add(Document($"near-{i}", Edited(text, seed + i, 30)));
            if (i % 8 == 0) documents.Add(Document($"nearer-{i}", text + " again"));
            if (i % 5 == 0) documents.Add(Document($"empty-{i}", i % 10 == 0 ? "" : " \n"));
            if (i % 7 == 0) documents.Add(Document($"short-{i}", "Read more"));
        }

        return documents;
    }

    /// <summary>The same documents in another order.</summary>
    internal static List<Document> Shuffled(IReadOnlyList<Document> documents, int seed) =>
        [.. documents.OrderBy(d => Chance.Bits(d.Id, seed))];

    private static string Word(int seed, int index)
    {
        var bits = Mix64.Combine((ulong)(uint)seed, (ulong)index);
        return string.Create(3 + (int)(bits % 7), bits, static (letters, from) =>
        {
            for (var i = 0; i < letters.Length; i++) letters[i] = (char)('a' + (int)((from >> (5 + 5 * i)) % 26));
        });
    }
}
