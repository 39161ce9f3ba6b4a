using System.Buffers;
using System.Globalization;
using System.Text;

namespace DataPipe.Text.Words;

/// <summary>
/// Walks sentences as Punkt finds them: a full stop ends one unless the word before it is an abbreviation, an initial or a number that the word behind it speaks for; ? and ! always do; closing quotes and brackets
/// stay with the sentence they close. Source: Kiss and Strunk 2006, Unsupervised Multilingual Sentence Boundary Detection, as NLTK decides by it; the words it knows are <see cref="PunktWords"/>.
/// </summary>
internal ref struct PunktSentences(ReadOnlySpan<byte> text)
{
    private static readonly SearchValues<byte> Ends = SearchValues.Create(".?!"u8);
    private static readonly SearchValues<byte> Apart = SearchValues.Create(")\";}]*:@'({[!?"u8); // these are tokens wherever they stand
    private static readonly SearchValues<byte> NoBeginning = SearchValues.Create("(\"`{[:;&#*@)}]-,"u8);
    private const int MaxWordBytes = 64;

    private readonly ReadOnlySpan<byte> _text = text;
    private int _next;

    /// <summary>Steps to the next sentence, without whitespace around it; false after the last.</summary>
    internal bool Next(out int start, out int end)
    {
        while (_next < _text.Length)
        {
            start = _next;
            end = FindEnd(start, out _next);
            Trim(ref start, ref end);
            if (end > start) return true;
        }

        start = end = _text.Length;
        return false;
    }

    // The end of the sentence that starts here, and where the next one starts.
    private readonly int FindEnd(int start, out int next)
    {
        for (var at = start; ; at++)
        {
            var found = _text[at..].IndexOfAny(Ends);
            if (found < 0) break;
            at += found;
            var behind = at + 1;
            if (behind >= _text.Length) break;
            var space = Whitespace.LengthAt(_text, behind);
            if (space == 0 && !Apart.Contains(_text[behind])) continue;
            var word = behind;
            while (word < _text.Length && (space = Whitespace.LengthAt(_text, word)) > 0) word += space;
            if (word >= _text.Length) break;
            if (!EndsSentence(start, at, word)) continue;
            return Closed(behind, word, out next);
        }

        next = _text.Length;
        return _text.Length;
    }

    // Closing marks behind the end belong to it where whitespace, a dash or nothing follows.
    private readonly int Closed(int end, int word, out int next)
    {
        next = word;
        var after = word;
        while (after < _text.Length && _text[after] is (byte)'"' or (byte)'\'' or (byte)')' or (byte)']' or (byte)'}') after++;
        if (after == word) return end;
        if (after < _text.Length && Whitespace.LengthAt(_text, after) == 0 && !_text[after..].StartsWith("--"u8)) return end;
        next = after;
        return after;
    }

    private readonly bool EndsSentence(int start, int mark, int word)
    {
        if (_text[mark] != '.') return true;
        var from = mark;
        while (from > start && from > mark - MaxWordBytes && !Apart.Contains(_text[from - 1]) && (_text[from - 1] >= 0x80 ? !IsWideSpace(from) : Whitespace.LengthAt(_text, from - 1) == 0)) from--;
        while (from < mark && NoBeginning.Contains(_text[from])) from++;
        var token = _text[from..mark]; // without its full stop
        if (token.IsEmpty) return true;
        var isEllipsis = token[^1] == '.';
        Span<byte> lower = stackalloc byte[MaxWordBytes];
        var isAbbreviation = !isEllipsis && IsAbbreviation(token, lower);
        var isInitial = !isEllipsis && IsLetter(token);
        var isNumber = !isEllipsis && IsNumber(token);
        var ends = !isEllipsis && !isAbbreviation;
        if (!isAbbreviation && !isEllipsis && !isInitial && !isNumber) return true;
        var begins = Begins(word, lower, out var isCapital);
        if ((isAbbreviation || isEllipsis) && !isInitial && begins == true) ends = true;
        if ((isInitial || isNumber) && (begins == false || (begins is null && isInitial && isCapital))) ends = false;
        return ends;
    }

    // Whether the word speaks for the beginning of a sentence, against it, or for neither.
    private readonly bool? Begins(int word, Span<byte> lower, out bool isCapital)
    {
        isCapital = false;
        if (_text[word] is (byte)';' or (byte)':' or (byte)',' or (byte)'.' or (byte)'!' or (byte)'?') return false;
        Rune.DecodeFromUtf8(_text[word..], out var rune, out _);
        var category = Rune.GetUnicodeCategory(rune);
        isCapital = category is UnicodeCategory.UppercaseLetter;
        if (category == UnicodeCategory.LowercaseLetter) return false;
        if (!isCapital) return null;
        var end = word;
        while (end < _text.Length && end - word < MaxWordBytes && (char.IsAsciiLetter((char)_text[end]) || _text[end] >= 0x80 && !IsWideSpace(end + 1))) end++;
        return Lower(_text[word..end], lower) is { IsEmpty: false } known && PunktWords.BeginsSentences(known) ? true : null;
    }

    private static bool IsAbbreviation(ReadOnlySpan<byte> token, Span<byte> lower) => Lower(token, lower) is { IsEmpty: false } known && PunktWords.IsAbbreviation(known);

    private static ReadOnlySpan<byte> Lower(ReadOnlySpan<byte> token, Span<byte> lower) =>
        token.Length <= lower.Length && Ascii.ToLower(token, lower, out var written) == OperationStatus.Done ? lower[..written] : default;

    private static bool IsLetter(ReadOnlySpan<byte> token) => (RuneTraits.First(token, out var bytes) & RuneTrait.Letter) != 0 && bytes == token.Length;

    // Digits with marks between, as 3.14 or -1,000.
    private static bool IsNumber(ReadOnlySpan<byte> token)
    {
        if (token[0] == '-') token = token[1..];
        if (!token.IsEmpty && token[0] is (byte)'.' or (byte)',') token = token[1..];
        if (token.IsEmpty || !char.IsAsciiDigit((char)token[0])) return false;
        foreach (var b in token)
            if (!char.IsAsciiDigit((char)b) && b is not ((byte)'.' or (byte)',' or (byte)'-'))
                return false;
        return true;
    }

    // Whether a wide whitespace character ends before here.
    private readonly bool IsWideSpace(int end) => (RuneTraits.Last(_text[..end], out _) & RuneTrait.Space) != 0;

    private readonly void Trim(ref int start, ref int end)
    {
        var sentence = _text[start..end];
        start += sentence.Length - Whitespace.TrimStart(sentence).Length;
        if (start < end) end -= _text[start..end].Length - Whitespace.TrimEnd(_text[start..end]).Length;
    }
}
