using System.Text;
using DataPipe.Text.Words;

namespace DataPipe.Text.Language;

/// <summary>The words of a text that are written in one script, lower-cased, a blank at either end: what languages are told apart by. Allocates nothing.</summary>
internal ref struct ScriptWords(ReadOnlySpan<byte> utf8, Script script, Span<ushort> buffer)
{
    /// <summary>Letters of the longest word; a longer one is cut into several.</summary>
    internal const int MaxLetters = 48;

    /// <summary>Characters that the buffer must hold.</summary>
    internal const int BufferLength = MaxLetters + 2;

    private static readonly ushort[] Lower = MakeLower(); // of letters and marks; 0 for what is neither
    private readonly ReadOnlySpan<byte> _utf8 = utf8;
    private readonly Span<ushort> _buffer = buffer;
    private readonly bool _isLatin = script == Script.Latin;
    private int _at;

    /// <summary>The word found by <see cref="Next"/>, with its blanks; of code points beyond 0xFFFF the low 16 bits.</summary>
    internal ReadOnlySpan<ushort> Current { get; private set; }

    /// <summary>Goes to the next word; false when there is none.</summary>
    internal bool Next()
    {
        _buffer[0] = ' ';
        var letters = 0;
        while (_at < _utf8.Length && letters < MaxLetters)
        {
            int code = _utf8[_at], bytes = 1;
            if (code < 0x80)
            {
                var lower = code | 0x20;
                if (!_isLatin || (uint)(lower - 'a') > 25)
                {
                    if (code == '\'' && letters > 0) lower = code;
                    else if (letters > 0) break;
                    else
                    {
                        _at++;
                        continue;
                    }
                }
                code = lower;
            }
            else if ((code = Other(letters, out bytes)) < 0)
            {
                if (letters > 0) break;
                _at += bytes;
                continue;
            }
            _at += bytes;
            _buffer[++letters] = (ushort)code;
        }
        // An apostrophe at the end was a quotation mark.
        while (letters > 0 && _buffer[letters] == '\'') letters--;
        if (letters == 0) return false;
        _buffer[letters + 1] = ' ';
        Current = _buffer[..(letters + 2)];
        return true;
    }

    // The lower-cased character at the place where the text leaves ASCII, or -1 when it does not belong to a word.
    private readonly int Other(int letters, out int bytes)
    {
        var code = Decode(_utf8[_at..], out bytes);
        if (code == 0x2019) return letters > 0 ? '\'' : -1;
        if ((uint)code >= (uint)Lower.Length) return (RuneTraits.Of(code) & RuneTrait.Letter) != 0 && Scripts.Of(code) == script ? code : -1;
        var lower = Lower[code];
        if (lower == 0 || (Scripts.Of(code) != script && (RuneTraits.Of(code) & RuneTrait.Mark) == 0)) return -1;
        return lower;
    }

    /// <summary>The first code point of <paramref name="utf8"/>, which starts beyond ASCII; U+FFFD where it is malformed.</summary>
    internal static int Decode(ReadOnlySpan<byte> utf8, out int bytes)
    {
        int lead = utf8[0];
        if (lead is >= 0xC2 and <= 0xDF && utf8.Length > 1 && (utf8[1] & 0xC0) == 0x80)
        {
            bytes = 2;
            return ((lead & 0x1F) << 6) | (utf8[1] & 0x3F);
        }

        // Leads with forms that are too long or stand for surrogates, and those of four bytes, are left to the library.
        if (lead is > 0xE0 and < 0xF0 and not 0xED && utf8.Length > 2 && (utf8[1] & 0xC0) == 0x80 && (utf8[2] & 0xC0) == 0x80)
        {
            bytes = 3;
            return ((lead & 0x0F) << 12) | ((utf8[1] & 0x3F) << 6) | (utf8[2] & 0x3F);
        }

        Rune.DecodeFromUtf8(utf8, out var rune, out bytes);
        return rune.Value;
    }

    private static ushort[] MakeLower()
    {
        var lower = new ushort[0x10000];
        for (var code = 0; code < lower.Length; code++)
        {
            var traits = RuneTraits.Of(code);
            if ((traits & RuneTrait.Mark) != 0) lower[code] = (ushort)code;
            else if ((traits & RuneTrait.Letter) != 0 && Rune.IsValid(code)) lower[code] = (ushort)Rune.ToLowerInvariant(new Rune(code)).Value;
        }

        return lower;
    }
}
