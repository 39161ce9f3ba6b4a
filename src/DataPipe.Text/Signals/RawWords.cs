using System.Buffers;
using System.Text;
using DataPipe.Text.Hashing;

namespace DataPipe.Text.Signals;

/// <summary>The raw words of a text: runs of word characters, and runs of others but whitespace; and what the signals count in them. Source: NLTK's WordPunctTokenizer, which RedPajama-V2 uses.</summary>
internal sealed class RawWords
{
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
        var ascii = SignalTraits.Ascii;
        var (start, any, isSentence, previous) = (0, SignalTrait.None, false, 0UL);
        var kind = SignalTrait.None; // of the word that is open: Word, Punctuation for any other mark, None for none
        for (var at = 0; at < text.Length;)
        {
            var b = text[at];
            var traits = b < 0x80 ? ascii[b] : Wide(text, at, out _);
            var next = (traits & SignalTrait.Word) != 0 ? SignalTrait.Word : (traits & SignalTrait.Space) != 0 ? SignalTrait.None : SignalTrait.Punctuation;
            if (next != kind)
            {
                if (kind != SignalTrait.None) previous = End(text[start..at], any, previous, stopWords, importance, counter);
                (start, any, kind) = (at, SignalTrait.None, next);
            }

            any |= traits;
            isSentence |= next == SignalTrait.Word;
            if (b is (byte)'.' or (byte)'!' or (byte)'?' && isSentence)
            {
                Sentences++;
                isSentence = false;
            }

            if (b < 0x80) at++;
            else
            {
                Rune.DecodeFromUtf8(text[at..], out _, out var bytes);
                at += bytes;
            }
        }

        if (kind != SignalTrait.None) End(text[start..], any, previous, stopWords, importance, counter);
        if (isSentence) Sentences++;
    }

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
