using System.Buffers;
using System.Text;

namespace DataPipe.Text.MinHash;

/// <summary>Normalises as <see cref="ShingleNormalization.RedPajama"/> says. Reusable; texts of ASCII alone allocate nothing once the buffer fits.</summary>
internal sealed class RedPajamaNormalizer
{
    private static readonly byte[] Ascii = BuildAscii();
    private byte[] _buffer = new byte[4096];
    private int _written;
    private bool _blank;

    /// <summary>A piece of a text, cut behind whitespace, without blanks at its ends; valid until the next call.</summary>
    internal ReadOnlySpan<byte> Next(ReadOnlySpan<byte> utf8)
    {
        (_written, _blank) = (0, false);
        if (System.Text.Ascii.IsValid(utf8)) AppendAscii(utf8);
        else AppendDecomposed(utf8);
        return _buffer.AsSpan(0, _written);
    }

    private void AppendAscii(ReadOnlySpan<byte> utf8)
    {
        Reserve(utf8.Length + 1);
        foreach (var b in utf8) AppendAscii(b);
    }

    private void AppendAscii(byte b)
    {
        var mapped = Ascii[b];
        if (mapped == 0) return;
        if (mapped == ' ')
        {
            _blank = true;
            return;
        }

        if (_blank && _written > 0) _buffer[_written++] = (byte)' ';
        _blank = false;
        _buffer[_written++] = mapped;
    }

    // The order of the original: punctuation out, lower case, whitespace, then decomposition of the whole.
    private void AppendDecomposed(ReadOnlySpan<byte> utf8)
    {
        var chars = ArrayPool<char>.Shared.Rent(utf8.Length + 1);
        var count = 0;
        var blank = false;
        for (int at = 0, bytes; at < utf8.Length; at += bytes)
        {
            Rune.DecodeFromUtf8(utf8[at..], out var rune, out bytes);
            if (rune.IsAscii && Ascii[rune.Value] == 0) continue;
            if (rune.Value is >= 0x1C and <= 0x1F || Rune.IsWhiteSpace(rune))
            {
                blank = true;
                continue;
            }

            if (blank && count > 0) chars[count++] = ' ';
            blank = false;
            // Unassigned code points cannot be decomposed by the framework: all it refuses becomes U+FFFD.
            var lower = Rune.ToLowerInvariant(Rune.GetUnicodeCategory(rune) == System.Globalization.UnicodeCategory.OtherNotAssigned ? Rune.ReplacementChar : rune);
            count += lower.EncodeToUtf16(chars.AsSpan(count));
        }

        ReadOnlySpan<char> text = chars.AsSpan(0, count);
        var decomposed = text.IsNormalized(NormalizationForm.FormD) ? null : ArrayPool<char>.Shared.Rent(text.GetNormalizedLength(NormalizationForm.FormD));
        if (decomposed is not null && text.TryNormalize(decomposed, out var length, NormalizationForm.FormD)) text = decomposed.AsSpan(0, length);
        Reserve(text.Length * 3 + 1);
        _written += Encoding.UTF8.GetBytes(text, _buffer.AsSpan(_written));
        ArrayPool<char>.Shared.Return(chars);
        if (decomposed is not null) ArrayPool<char>.Shared.Return(decomposed);
    }

    private void Reserve(int bytes)
    {
        if (_written + bytes > _buffer.Length) Array.Resize(ref _buffer, Math.Max(_written + bytes, _buffer.Length * 2));
    }

    private static byte[] BuildAscii()
    {
        var map = new byte[128];
        for (var b = 0; b < map.Length; b++)
            map[b] = char.IsAsciiLetterUpper((char)b) ? (byte)(b | 0x20) : b is ' ' or (>= 9 and <= 13) or (>= 0x1C and <= 0x1F) ? (byte)' ' : char.IsPunctuation((char)b) || char.IsSymbol((char)b) ? (byte)0 : (byte)b;
        return map;
    }
}
