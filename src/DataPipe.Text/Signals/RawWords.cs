using System.Buffers;
using System.Text;
using DataPipe.Text.Hashing;

namespace DataPipe.Text.Signals;

/// <summary>The raw words of a text: runs of word characters, and runs of others but whitespace; and what the signals count in them. Source: NLTK's WordPunctTokenizer, which RedPajama-V2 uses.</summary>
internal sealed class RawWords
{
    private const byte Space = 0, Letters = 1, Marks = 2;
    private static readonly byte[] Kinds = [.. Enumerable.Range(0, 128).Select(b => KindOf(SignalTraits.Of(b)))];

    /// <summary>All of them.</summary>
    internal int Count { get; private set; }

    /// <summary>With a letter a to z.</summary>
    internal int Alphabetic { get; private set; }

    /// <summary>In capitals.</summary>
    internal int Capital { get; private set; }

    /// <summary>In the list of stop words.</summary>
    internal int Stop { get; private set; }

    /// <summary>Segments between the marks . ! ? that have a word character in them.</summary>
    internal int Sentences { get; private set; }

    /// <summary>The sum of the importance of all words and of all pairs that follow each other, for every target.</summary>
    internal double[] Importance { get; private set; } = [];

    internal void Read(ReadOnlySpan<byte> text, FingerprintSet? stopWords, ImportanceModel? importance, HashedNgramCounter? counter = null)
    {
        Count = Alphabetic = Capital = Stop = Sentences = 0;
        if (importance is not null && Importance.Length != importance.Targets) Importance = new double[importance.Targets];
        Array.Clear(Importance);
        var (isSentence, previous) = (false, 0UL);
        for (var at = 0; at < text.Length;)
        {
            var kind = KindAt(text, at);
            var start = at;
            at = RunEnd(text, at, kind, out var any);
            if (kind == Space) continue;
            var word = text[start..at];
            isSentence |= kind == Letters;
            if (kind == Marks && isSentence && word.IndexOfAny((byte)'.', (byte)'!', (byte)'?') >= 0)
            {
                Sentences++;
                isSentence = false;
            }

            previous = End(word, any, previous, stopWords, importance, counter);
        }

        if (isSentence) Sentences++;
    }

    // The end of the run of characters of one kind, and what is in it.
    private static int RunEnd(ReadOnlySpan<byte> text, int at, byte kind, out SignalTrait any)
    {
        var kinds = Kinds;
        var ascii = SignalTraits.Ascii;
        any = SignalTrait.None;
        while (at < text.Length)
        {
            var b = text[at];
            if (b < 0x80)
            {
                if (kinds[b] != kind) break;
                any |= ascii[b];
                at++;
                continue;
            }

            var traits = Wide(text, at, out var bytes);
            if (KindOf(traits) != kind) break;
            any |= traits;
            at += bytes;
        }

        return at;
    }

    private static byte KindAt(ReadOnlySpan<byte> text, int at) => text[at] < 0x80 ? Kinds[text[at]] : KindOf(Wide(text, at, out _));

    private static byte KindOf(SignalTrait traits) => (traits & SignalTrait.Word) != 0 ? Letters : (traits & SignalTrait.Space) != 0 ? Space : Marks;

    private ulong End(ReadOnlySpan<byte> word, SignalTrait any, ulong previous, FingerprintSet? stopWords, ImportanceModel? importance, HashedNgramCounter? counter)
    {
        Count++;
        if ((any & SignalTrait.Alphabetic) != 0) Alphabetic++;
        if ((any & SignalTrait.Upper) != 0 && (any & SignalTrait.Lower) == 0) Capital++;
        if (stopWords is not null && stopWords.Contains(word)) Stop++;
        if (counter is not null) return counter.Add(word, previous);
        return importance is null ? 0 : importance.Add(word, previous, Importance);
    }

    private static SignalTrait Wide(ReadOnlySpan<byte> text, int at, out int bytes) =>
        Rune.DecodeFromUtf8(text[at..], out var rune, out bytes) == OperationStatus.Done ? SignalTraits.Of(rune.Value) : SignalTrait.None;
}
