using System.Runtime.InteropServices;
using System.Text;
using DataPipe.Text.LanguageModels;
using DataPipe.Text.MinHash;

namespace DataPipe.Text.Signals;

/// <summary>
/// The words of a text as RedPajama-V2 normalises it: punctuation of ASCII gone, lower case, NFD; and what is counted in each line on the way. Reusable memory of one thread.
/// </summary>
internal sealed class NormalizedWords
{
    private static readonly SignalTrait[] AsciiTraits = SignalTraits.Ascii.ToArray();

    // Letters of ASCII in lower case and digits; 0 for all else.
    private static readonly byte[] Plain = [.. Enumerable.Range(0, 128).Select(b => char.IsAsciiLetterOrDigit((char)b) ? (byte)char.ToLowerInvariant((char)b) : (byte)0)];

    private readonly List<ulong> _hashes = [];
    private readonly List<int> _lengths = [];
    private byte[] _word = new byte[256];
    private int _bytes, _chars; // of the word that is open
    private bool _endsWithLorem;

    /// <summary>Hashes of the words.</summary>
    internal ReadOnlySpan<ulong> Hashes => CollectionsMarshal.AsSpan(_hashes);

    /// <summary>Their lengths, in characters.</summary>
    internal ReadOnlySpan<int> Lengths => CollectionsMarshal.AsSpan(_lengths);

    /// <summary>The sum of the lengths.</summary>
    internal long Chars { get; private set; }

    /// <summary>Occurrences of "lorem ipsum".</summary>
    internal int LoremIpsum { get; private set; }

    /// <summary>Characters of the text as it is.</summary>
    internal int RawChars { get; private set; }

    internal void Read(ReadOnlySpan<byte> text, LineSignals lines)
    {
        _hashes.Clear();
        _lengths.Clear();
        (Chars, LoremIpsum, RawChars, _bytes, _chars, _endsWithLorem) = (0, 0, 0, 0, 0, false);
        lines.Begin();
        var (ascii, plain) = (AsciiTraits, Plain);
        var lineStart = 0;
        for (var at = 0; at < text.Length;)
        {
            var b = text[at];
            if (b >= 0x80)
            {
                at += Wide(text[at..], lines);
                continue;
            }

            // Letters and digits in a row: most of any text.
            var start = at;
            if (_word.Length < _bytes + 64) Array.Resize(ref _word, 2 * _word.Length + 64);
            var word = _word.AsSpan(_bytes, 64);
            var most = Math.Min(text.Length, at + 64);
            int upper = 0, numeric = 0, n = 0;
            for (; at < most && (b = text[at]) < 0x80 && plain[b] != 0; at++)
            {
                var traits = (int)ascii[b];
                upper += traits >> 2 & 1;
                numeric += traits >> 5 & 1;
                word[n++] = plain[b];
            }

            if (n > 0)
            {
                lines.Upper += upper;
                lines.Numeric += numeric;
                _bytes += n;
                _chars += n;
                RawChars += at - start;
                continue;
            }

            at++;
            RawChars++;
            if ((ascii[b] & SignalTrait.Space) != 0)
            {
                EndWord(lines);
                if (b != '\n') continue;
                lines.End(text[lineStart..at], RawChars, _hashes.Count, Chars);
                lineStart = at;
            }
            else if ((ascii[b] & SignalTrait.Punctuation) == 0)
            {
                Put(b);
            }
        }

        EndWord(lines);
        if (lineStart < text.Length) lines.End(text[lineStart..], RawChars, _hashes.Count, Chars);
    }

    private void Put(byte b)
    {
        if (_bytes == _word.Length) Array.Resize(ref _word, 2 * _bytes);
        _word[_bytes++] = b;
        _chars++;
    }

    private int Wide(ReadOnlySpan<byte> text, LineSignals lines)
    {
        Rune.DecodeFromUtf8(text, out var rune, out var bytes);
        RawChars++;
        var traits = SignalTraits.Of(rune.Value);
        if ((traits & SignalTrait.Space) != 0)
        {
            EndWord(lines);
            return bytes;
        }

        if ((traits & SignalTrait.Upper) != 0) lines.Upper++;
        if ((traits & SignalTrait.Numeric) != 0) lines.Numeric++;
        if (_word.Length < _bytes + 32) Array.Resize(ref _word, 2 * _word.Length + 32);
        var lower = rune.Value == 0x130 ? new Rune('i') : Rune.ToLowerInvariant(rune);
        Span<char> hangul = stackalloc char[3];
        if (CanonicalForms.Whole.TryReplace(lower, hangul, out var whole))
        {
            _bytes += Encoding.UTF8.GetBytes(whole, _word.AsSpan(_bytes));
            foreach (var c in whole) _chars += char.IsLowSurrogate(c) ? 0 : 1;
        }
        else
        {
            _bytes += lower.EncodeToUtf8(_word.AsSpan(_bytes));
            _chars++;
        }

        if (rune.Value == 0x130)
        {
            _bytes += new Rune(0x307).EncodeToUtf8(_word.AsSpan(_bytes)); // the dot stays, as in Python
            _chars++;
        }

        return bytes;
    }

    private void EndWord(LineSignals lines)
    {
        if (_chars == 0) return;
        var word = _word.AsSpan(0, _bytes);
        if (_endsWithLorem && word.StartsWith("ipsum"u8)) LoremIpsum++;
        _endsWithLorem = word.EndsWith("lorem"u8);
        if (word.SequenceEqual("javascript"u8)) lines.Javascript++;
        _hashes.Add(NgramHash.OfWord(word));
        _lengths.Add(_chars);
        Chars += _chars;
        (_bytes, _chars) = (0, 0);
    }
}
