using System.Runtime.InteropServices;

namespace DataPipe.Text.Ngrams;

/// <summary>Finds what texts share with the needles of an index. Reusable memory of one thread: it does not grow with the text but with what is found, and nothing is allocated once it fits.</summary>
public sealed class NgramMatcher
{
    private const int WindowWords = 4096;

    private readonly NgramIndex _index;
    private readonly HashedWord[] _words; // of the text: those of the last n-gram but one word, then new ones
    private readonly List<NgramRun> _runs = [];
    private readonly List<(int Run, int Diagonal, int EndWord)> _open = []; // runs that may still go on
    private int _firstWord; // number of the buffer's first word in the text

    /// <summary>A matcher on the index.</summary>
    public NgramMatcher(NgramIndex index)
    {
        _index = index;
        _words = new HashedWord[WindowWords + index.Ngram.Words - 1];
    }

    /// <summary>The stretches of <paramref name="utf8"/> that are in needles, in the order they begin in the text; none overlaps another of the same needle and the same alignment. Valid until the next call.</summary>
    public ReadOnlySpan<NgramRun> Match(ReadOnlySpan<byte> utf8)
    {
        _runs.Clear();
        _open.Clear();
        _firstWord = 0;
        var walk = new HashedWords(utf8, _index.Rule);
        var kept = 0;
        while (true)
        {
            var read = walk.Read(_words.AsSpan(kept));
            var words = _words.AsSpan(0, kept + read);
            if (read == 0)
            {
                Rest(words);
                return CollectionsMarshal.AsSpan(_runs);
            }

            var starts = words.Length - _index.Ngram.Words + 1;
            if (starts > 0) Scan(words, starts);
            starts = Math.Max(0, starts);
            words[starts..].CopyTo(_words);
            kept = words.Length - starts;
            _firstWord += starts;
        }
    }

    private void Scan(ReadOnlySpan<HashedWord> words, int starts)
    {
        var (index, ngram, prefix) = (_index, _index.Ngram, _index.Short);
        var hash = ngram.Of(words);
        if (!index.HasShort)
        {
            for (var start = 0; ; start++)
            {
                if (index.MayHave(hash)) Look(hash, words, start);
                if (start + 1 == starts) return;
                hash = ngram.Next(hash, words[start].Hash, words[start + ngram.Words].Hash);
            }
        }

        var shorter = prefix.Of(words);
        for (var start = 0; ; start++)
        {
            if (index.MayHave(hash)) Look(hash, words, start);
            if (index.MayHave(shorter)) Look(shorter, words, start);
            if (start + 1 == starts) return;
            hash = ngram.Next(hash, words[start].Hash, words[start + ngram.Words].Hash);
            shorter = prefix.Next(shorter, words[start].Hash, words[start + prefix.Words].Hash);
        }
    }

    // The last words of the text begin no n-gram, but perhaps a short needle.
    private void Rest(ReadOnlySpan<HashedWord> words)
    {
        if (!_index.HasShort) return;
        for (var start = 0; start + _index.Short.Words <= words.Length; start++)
        {
            var hash = _index.Short.Of(words[start..]);
            if (_index.MayHave(hash)) Look(hash, words, start);
        }
    }

    private void Look(ulong hash, ReadOnlySpan<HashedWord> words, int start)
    {
        var slot = _index.FirstSlot(hash);
        while (_index.TryNext(ref slot, hash, words[start..], out var found)) Take(found, words, start);
    }

    private void Take((int Needle, int Start, int Words) found, ReadOnlySpan<HashedWord> words, int start)
    {
        var word = _firstWord + start;
        var end = words[start + found.Words - 1].End;
        for (var i = _open.Count - 1; i >= 0; i--)
        {
            var (at, diagonal, endWord) = _open[i];
            if (endWord < word)
            {
                _open.RemoveAt(i);
                continue;
            }

            var run = _runs[at];
            if (run.Needle != found.Needle || diagonal != found.Start - word) continue;
            _runs[at] = run with { Words = found.Start + found.Words - run.NeedleStart, End = end };
            _open[i] = (at, diagonal, word + found.Words);
            return;
        }

        _open.Add((_runs.Count, found.Start - word, word + found.Words));
        _runs.Add(new NgramRun(found.Needle, found.Start, found.Words, words[start].Start, end));
    }
}
