using System.Text;
using DataPipe.Core.Records;
using DataPipe.Curation.Substrings;
using DataPipe.Text.Hashing;
using DataPipe.Text.Words;

namespace DataPipe.Curation.Tests.Substrings;

/// <summary>What the stage must leave, from the definition: every window of every document, looked up in a dictionary of all windows before it.</summary>
internal static class BruteForce
{
    /// <summary>The texts that stay, by id; documents that are left too short are not among them.</summary>
    internal static IReadOnlyDictionary<string, string> Texts(SubstringOptions options, IReadOnlyList<IReadOnlyList<Document>> inputs)
    {
        var documents = inputs.SelectMany((input, rank) => input.Select(document => (Document: document, Rank: options.Keep == SubstringKeep.EarliestInput ? rank : 0)))
            .OrderBy(d => d.Rank).ThenBy(d => XxHash64.Hash(Encoding.UTF8.GetBytes(d.Document.Id))).Select(d => d.Document).ToList();
        var symbols = documents.Select(d => Symbols(options.Unit, d.Text.ToString())).ToList();
        var removed = documents.Select(d => new bool[d.Text.LengthBytes]).ToList();
        Dictionary<string, (int Document, int Start)> seen = [];
        for (var at = 0; at < documents.Count; at++)
            for (var start = 0; start + options.Length <= symbols[at].Count; start++)
            {
                var window = string.Join('|', symbols[at].Skip(start).Take(options.Length).Select(s => s.Text));
                if (seen.TryAdd(window, (at, start))) continue;
                Remove(at, start);
                if (options.Keep == SubstringKeep.None) Remove(seen[window].Document, seen[window].Start);
            }

        Dictionary<string, string> left = [];
        for (var at = 0; at < documents.Count; at++)
        {
            var text = Encoding.UTF8.GetBytes(documents[at].Text.ToString());
            var gone = WholeCharacters(text, removed[at]);
            var rest = Encoding.UTF8.GetString([.. text.Where((_, i) => !gone[i])]);
            if (!gone.Contains(true) || options.MinCharacters is not { } fewest || rest.EnumerateRunes().Count() >= fewest) left.Add(documents[at].Id, rest);
        }

        return left;

        void Remove(int document, int start)
        {
            var (first, last) = (symbols[document][start], symbols[document][start + options.Length - 1]);
            removed[document].AsSpan(first.From..last.To).Fill(true);
        }
    }

    private static List<(string Text, int From, int To)> Symbols(SubstringUnit unit, string text)
    {
        var utf8 = Encoding.UTF8.GetBytes(text);
        List<(string, int, int)> symbols = [];
        if (unit == SubstringUnit.Bytes)
            for (var i = 0; i < utf8.Length; i++)
                symbols.Add(($"{utf8[i]}", i, i + 1));
        else
            foreach (var word in Words.Of(utf8, WordRule.Standard))
                symbols.Add((Encoding.UTF8.GetString(word.Span), word.Start, word.Start + word.Span.Length));
        return symbols;
    }

    // A character goes when all its bytes do.
    private static bool[] WholeCharacters(byte[] text, bool[] removed)
    {
        var whole = new bool[text.Length];
        for (var at = 0; at < text.Length;)
        {
            var end = at + 1;
            while (end < text.Length && (text[end] & 0xC0) == 0x80) end++;
            whole.AsSpan(at..end).Fill(removed.AsSpan(at..end).IndexOf(false) < 0);
            at = end;
        }

        return whole;
    }
}
