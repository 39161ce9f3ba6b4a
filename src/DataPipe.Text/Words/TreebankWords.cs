namespace DataPipe.Text.Words;

/// <summary>Walks words as NLTK's word_tokenize finds them: sentence by sentence, chunk by chunk.</summary>
internal ref struct TreebankWords(ReadOnlySpan<byte> text)
{
    // As many bytes of a chunk are cut at a time: bounds the memory a hostile text can ask for.
    private const int MaxChunkBytes = 1 << 16;

    private readonly ReadOnlySpan<byte> _text = text;
    private PunktSentences _sentences = new(text);
    private int _sentence, _sentenceEnd, _finalStop, _at, _chunk, _previousEnd, _next;

    /// <summary>How a quotation mark is read.</summary>
    internal static ReadOnlySpan<byte> Form(WordTraits quote) => (quote & WordTraits.OpeningQuote) != 0 ? "``"u8 : "''"u8;

    /// <summary>Steps to the next word; false at the end of the text.</summary>
    /// <param name="words">Holds the words of a chunk from call to call: of each its end, shifted by two bits for how its quote is read.</param>
    /// <param name="start">Where the word starts.</param>
    /// <param name="end">Where it ends.</param>
    /// <param name="quote">How it is read when it is a quotation mark.</param>
    internal bool Next(ref TokenList words, out int start, out int end, out WordTraits quote)
    {
        while (_next >= words.Count)
            if (!NextChunk(ref words))
            {
                (start, end, quote) = (_text.Length, _text.Length, 0);
                return false;
            }

        var word = words[_next++];
        start = _previousEnd;
        end = _previousEnd = _chunk + (word >> 2);
        quote = (word & 3) switch
        {
            TreebankChunk.Opening => WordTraits.OpeningQuote,
            TreebankChunk.Closing => WordTraits.ClosingQuote,
            _ => WordTraits.None,
        };
        return true;
    }

    private bool NextChunk(ref TokenList words)
    {
        int space;
        while (_at < _sentenceEnd && (space = Whitespace.LengthAt(_text, _at)) > 0) _at += space;
        if (_at >= _sentenceEnd)
        {
            if (!_sentences.Next(out _sentence, out _sentenceEnd)) return false;
            _at = _sentence;
            _finalStop = FindFinalStop();
        }

        _chunk = _previousEnd = _at;
        var limit = Math.Min(_sentenceEnd, _at + MaxChunkBytes);
        var isPlain = true;
        for (; _at < limit; _at++)
        {
            var b = _text[_at];
            if (char.IsAsciiLetterOrDigit((char)b)) continue;
            if (Whitespace.LengthAt(_text, _at) > 0) break;
            isPlain = false;
        }

        while (_at < _sentenceEnd && (_text[_at] & 0xC0) == 0x80) _at++; // a cut lies between characters
        words.Clear();
        _next = 0;
        var chunk = _text[_chunk.._at];
        if (isPlain && !TreebankChunk.IsContraction(chunk))
        {
            words.Add(chunk.Length << 2);
            return true;
        }

        var place = new TreebankPlace(
            IsFirst: _chunk == _sentence, IsLast: _at == _sentenceEnd,
            AfterBlank: _chunk > _sentence && _text[_chunk - 1] == ' ', BeforeBlank: _at < _sentenceEnd && _text[_at] == ' ', FinalStop: _finalStop - _chunk);
        TreebankChunk.Split(chunk, place, ref words);
        return true;
    }

    // A full stop, not the last of several, behind which only closing marks and blanks come.
    private readonly int FindFinalStop()
    {
        var at = _sentenceEnd - 1;
        while (at > _sentence)
        {
            var b = _text[at];
            if (b == '.') return _text[at - 1] == '.' ? -1 : at;
            if (b is (byte)']' or (byte)')' or (byte)'}' or (byte)'>' or (byte)'"' or (byte)'\'' or (byte)' ') at--;
            else if (b >= 0x80 && at >= 2 && _text[at - 2] == 0xE2 && _text[at - 1] == 0x80 && b is 0x9D or 0x99) at -= 3;
            else if (b == 0xBB && _text[at - 1] == 0xC2) at -= 2;
            else return -1;
        }

        return -1;
    }
}
