using System.Buffers;

namespace DataPipe.Text.Words;

/// <summary>
/// Cuts a chunk of a sentence, text without whitespace, as the Penn Treebank does. The rules are a sequence of substitutions, each of which may see blanks that those before it put in; here every rule is a pass that marks
/// cuts. Source: Robert MacIntyre's tokenizer script as NLTK 3.8 restates it (word_tokenize), restated.
/// </summary>
internal static class TreebankChunk
{
    /// <summary>How a word's end says that it is a quotation mark read as two grave accents.</summary>
    internal const int Opening = 1;

    /// <summary>How a word's end says that it is a quotation mark read as two apostrophes.</summary>
    internal const int Closing = 2;

    private const byte Cut = 4, Taken = 8; // a cut before the byte; the second byte of a pair that is read as a quotation mark
    private static readonly SearchValues<byte> Marks = SearchValues.Create(";@#$%&?!*[](){}<>"u8);

    /// <summary>Whether a chunk of letters is a word that is cut, such as cannot.</summary>
    internal static bool IsContraction(ReadOnlySpan<byte> chunk) => chunk.Length is 5 or 6 && ContractionAt(chunk, 0) is var length and > 0 && length == chunk.Length;

    /// <summary>Writes the words of <paramref name="chunk"/>: behind each its end shifted by two bits, and how it is read if it is a quotation mark.</summary>
    internal static void Split(ReadOnlySpan<byte> chunk, TreebankPlace place, ref TokenList words)
    {
        var rented = ArrayPool<byte>.Shared.Rent(chunk.Length + 1);
        var marks = rented.AsSpan(0, chunk.Length + 1);
        marks.Clear();
        if (chunk.IndexOfAny("`\"'"u8) >= 0 || chunk.IndexOfAnyExceptInRange((byte)0, (byte)0x7F) >= 0) OpeningQuotes(chunk, place, marks);
        Punctuation(chunk, place, marks);
        if (chunk.IndexOfAny("\"'"u8) >= 0 || chunk.IndexOfAnyExceptInRange((byte)0, (byte)0x7F) >= 0) ClosingQuotes(chunk, place, marks);
        Contractions(chunk, place, marks);
        var start = 0;
        for (var end = 1; end <= chunk.Length; end++)
        {
            if (end < chunk.Length && (marks[end] & Cut) == 0) continue;
            words.Add((end << 2) | (marks[start] & (Opening | Closing)));
            start = end;
        }

        ArrayPool<byte>.Shared.Return(rented);
    }

    private static void OpeningQuotes(ReadOnlySpan<byte> chunk, TreebankPlace place, Span<byte> marks)
    {
        for (var i = 0; i < chunk.Length; i++)
        {
            if (Wide(chunk, i, "«“‘„") is var bytes and > 0) Around(marks, i, i + bytes);
            if (chunk[i] != '`') continue;
            var end = i;
            while (end < chunk.Length && chunk[end] == '`') end++;
            for (; i < end; i += 2) Around(marks, i, Math.Min(i + 2, end));
            i = end - 1;
        }

        if (place.IsFirst && chunk[0] == '"') Read(marks, 0, 1, Opening);
        for (var i = 0; i < chunk.Length; i++)
        {
            var bytes = chunk[i] == '"' ? 1 : chunk[i] == '\'' && i + 1 < chunk.Length && chunk[i + 1] == '\'' && !IsCut(marks, i + 1) ? 2 : 0;
            if (bytes == 0 || (marks[i] & Opening) != 0) continue;
            if (i == 0 ? !place.AfterBlank : !IsCut(marks, i) && chunk[i - 1] is not ((byte)'(' or (byte)'[' or (byte)'{' or (byte)'<')) continue;
            Read(marks, i, i + bytes, Opening);
            if (bytes == 2) marks[i + 1] |= Taken;
            i += bytes - 1;
        }

        // An apostrophe before a single character, but for those of clitics.
        for (var i = 0; i + 1 < chunk.Length; i++)
        {
            if (!IsApostrophe(chunk, marks, i) || IsCut(marks, i + 1) || !IsWord(chunk, i + 1, out var bytes)) continue;
            if ((chunk[i + 1] | 0x20) is 'm' or 't' or 's' or 'd' or 'n') continue;
            var end = i + 1 + bytes;
            if (end >= chunk.Length || IsCut(marks, end) || !IsWord(chunk, end, out _)) marks[i + 1] |= Cut;
        }
    }

    private static void Punctuation(ReadOnlySpan<byte> chunk, TreebankPlace place, Span<byte> marks)
    {
        if (place.FinalStop >= 0 && place.FinalStop < chunk.Length) Around(marks, place.FinalStop, place.FinalStop + 1);
        for (var i = 0; i < chunk.Length; i++)
        {
            if (chunk[i] is not ((byte)':' or (byte)',')) continue;
            if (i + 1 == chunk.Length || IsCut(marks, i + 1))
            {
                Around(marks, i, i + 1);
                continue;
            }

            var traits = RuneTraits.First(chunk[(i + 1)..], out var bytes);
            if ((traits & RuneTrait.Digit) != 0) continue;
            Around(marks, i, i + 1);
            i += bytes; // the rule took it with it
        }

        for (var i = 0; i < chunk.Length; i++)
        {
            if (Marks.Contains(chunk[i])) Around(marks, i, i + 1);
            if (chunk[i] != '.') continue;
            var end = i + 1;
            while (end < chunk.Length && chunk[end] == '.' && !IsCut(marks, end)) end++;
            if (end > i + 1) Around(marks, i, end);
            i = end - 1;
        }

        // A lone apostrophe before a blank, which a bracket behind it is not yet where the rule stands; the brackets of the pass above cut there anyway.
        for (var i = 0; i < chunk.Length; i++)
        {
            if (!IsApostrophe(chunk, marks, i) || !(i + 1 == chunk.Length ? place.BeforeBlank : IsCut(marks, i + 1))) continue;
            if (i == 0 ? place.IsFirst : !IsCut(marks, i) && chunk[i - 1] == '\'') continue;
            Around(marks, i, i + 1);
        }

        for (var i = 0; i + 1 < chunk.Length; i++)
        {
            if (chunk[i] != '-' || chunk[i + 1] != '-' || IsCut(marks, i + 1)) continue;
            Around(marks, i, i + 2);
            i++;
        }
    }

    private static void ClosingQuotes(ReadOnlySpan<byte> chunk, TreebankPlace place, Span<byte> marks)
    {
        for (var i = 0; i < chunk.Length; i++)
        {
            if (Wide(chunk, i, "»”’") is var bytes and > 0) Around(marks, i, i + bytes);
            if (chunk[i] == '"' && (marks[i] & Opening) == 0) Read(marks, i, i + 1, Closing);
            if (IsApostrophe(chunk, marks, i) && i + 1 < chunk.Length && chunk[i + 1] == '\'' && !IsCut(marks, i + 1))
            {
                Around(marks, i, i + 2);
                i++;
            }
        }

        for (var i = 1; i < chunk.Length; i++)
        {
            if (!IsApostrophe(chunk, marks, i) || IsCut(marks, i) || chunk[i - 1] == '\'') continue;
            if (IsBlankAt(chunk, place, marks, i + 1) || (Follows(chunk, marks, i, "s", "S", "m", "M", "d", "D") && IsBlankAt(chunk, place, marks, i + 2))) marks[i] |= Cut;
            else if (Follows(chunk, marks, i, "ll", "LL", "re", "RE", "ve", "VE") && IsBlankAt(chunk, place, marks, i + 3)) marks[i] |= Cut;
            else if (i >= 2 && ((chunk[i - 1] == 'n' && Follows(chunk, marks, i, "t")) || (chunk[i - 1] == 'N' && Follows(chunk, marks, i, "T")))
                && IsBlankAt(chunk, place, marks, i + 2) && !IsCut(marks, i - 1) && chunk[i - 2] != '\'')
                marks[i - 1] |= Cut;
        }
    }

    private static void Contractions(ReadOnlySpan<byte> chunk, TreebankPlace place, Span<byte> marks)
    {
        for (var i = 0; i + 3 < chunk.Length; i++)
        {
            if (i > 0 && !IsCut(marks, i) && IsWordByte(chunk[i - 1])) continue;
            var length = ContractionAt(chunk, i);
            if (length > 0 && !AnyCut(marks, i + 1, i + length)) 
            {
                Around(marks, i, i + length);
                marks[i + FirstPart(chunk, i)] |= Cut;
            }

            // 'tis and 'twas behind a blank
            if (chunk[i] != '\'' || (chunk[i + 1] | 0x20) != 't' || (i == 0 ? !place.IsFirst && !place.AfterBlank : !IsCut(marks, i))) continue;
            var rest = EqualsIgnoringCase(chunk, i + 2, "is") ? 2 : EqualsIgnoringCase(chunk, i + 2, "was") ? 3 : 0;
            if (rest == 0 || AnyCut(marks, i + 1, i + 2 + rest) || (i + 2 + rest < chunk.Length && IsWordByte(chunk[i + 2 + rest]))) continue;
            Around(marks, i, i + 2 + rest);
            marks[i + 2] |= Cut;
        }
    }

    // The length of the contraction that begins here and ends a word, or 0.
    private static int ContractionAt(ReadOnlySpan<byte> chunk, int at)
    {
        var length = (chunk[at] | 0x20) switch
        {
            'c' when EqualsIgnoringCase(chunk, at, "cannot") => 6,
            'd' when EqualsIgnoringCase(chunk, at, "d'ye") => 4,
            'g' when EqualsIgnoringCase(chunk, at, "gimme") || EqualsIgnoringCase(chunk, at, "gonna") || EqualsIgnoringCase(chunk, at, "gotta") => 5,
            'l' when EqualsIgnoringCase(chunk, at, "lemme") => 5,
            'm' when EqualsIgnoringCase(chunk, at, "more'n") => 6,
            'w' when EqualsIgnoringCase(chunk, at, "wanna") && at + 5 == chunk.Length => 5,
            _ => 0,
        };
        return length > 0 && (at + length == chunk.Length || !IsWordByte(chunk[at + length])) ? length : 0;
    }

    private static int FirstPart(ReadOnlySpan<byte> chunk, int at) => (chunk[at] | 0x20) switch { 'd' => 1, 'm' => 4, _ => 3 };

    private static bool EqualsIgnoringCase(ReadOnlySpan<byte> chunk, int at, string word)
    {
        if (at + word.Length > chunk.Length) return false;
        for (var i = 0; i < word.Length; i++)
            if ((char.IsAsciiLetter(word[i]) ? chunk[at + i] | 0x20 : chunk[at + i]) != word[i])
                return false;
        return true;
    }

    private static bool Follows(ReadOnlySpan<byte> chunk, Span<byte> marks, int at, params ReadOnlySpan<string> clitics)
    {
        foreach (var clitic in clitics)
        {
            if (at + 1 + clitic.Length > chunk.Length || AnyCut(marks, at + 1, at + 1 + clitic.Length)) continue;
            var isSame = true;
            for (var i = 0; i < clitic.Length; i++) isSame &= chunk[at + 1 + i] == clitic[i];
            if (isSame) return true;
        }

        return false;
    }

    // The rules put a blank behind the sentence before they look at its closing quotes.
    private static bool IsBlankAt(ReadOnlySpan<byte> chunk, TreebankPlace place, Span<byte> marks, int at) => at == chunk.Length ? place.IsLast || place.BeforeBlank : IsCut(marks, at);

    private static bool IsApostrophe(ReadOnlySpan<byte> chunk, Span<byte> marks, int at) => chunk[at] == '\'' && (marks[at] & (Opening | Closing | Taken)) == 0;

    private static bool IsCut(Span<byte> marks, int at) => (marks[at] & Cut) != 0;

    private static bool AnyCut(Span<byte> marks, int from, int to)
    {
        for (var i = from; i < to; i++)
            if (IsCut(marks, i))
                return true;
        return false;
    }

    private static void Around(Span<byte> marks, int from, int to)
    {
        marks[from] |= Cut;
        marks[to] |= Cut;
    }

    private static void Read(Span<byte> marks, int from, int to, int quote)
    {
        Around(marks, from, to);
        marks[from] |= (byte)quote;
    }

    private static bool IsWord(ReadOnlySpan<byte> chunk, int at, out int bytes) => (RuneTraits.First(chunk[at..], out bytes) & (RuneTrait.Letter | RuneTrait.Digit)) != 0 || chunk[at] == '_';

    private static bool IsWordByte(byte b) => char.IsAsciiLetterOrDigit((char)b) || b == '_' || b >= 0x80;

    // The length of the character here when it is one of the given ones beyond ASCII, else 0.
    private static int Wide(ReadOnlySpan<byte> chunk, int at, string characters)
    {
        if (chunk[at] is not (0xC2 or 0xE2)) return 0;
        var status = System.Text.Rune.DecodeFromUtf8(chunk[at..], out var rune, out var bytes);
        return status == OperationStatus.Done && rune.IsBmp && characters.Contains((char)rune.Value, StringComparison.Ordinal) ? bytes : 0;
    }
}
