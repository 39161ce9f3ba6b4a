using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Text;
using DataPipe.Text.Words;

namespace DataPipe.Text.MinHash;

/// <summary>
/// Normalises text so that near-duplicates meet: lower case, numbers become 0, punctuation becomes blanks, whitespace collapses, accents go (NFD without category Mn).
/// The result is that of datatrove 0.10's simplify_text. Reusable; nothing is allocated once the buffer fits.
/// </summary>
/// <param name="foldNumbers">Whether numbers become 0; otherwise their digits stay.</param>
public sealed class ShingleNormalizer(bool foldNumbers = true)
{
    private const int Block = 64;
    private const int RetainedBytes = 1 << 24;
    private byte[] _buffer = new byte[4096];
    private int _written;
    private bool _any; // whether anything of the text was written
    private bool _blank = true; // whether the last that was written is a blank, or nothing was

    /// <summary>The normalised text; valid until the next call. Malformed bytes become U+FFFD.</summary>
    public ReadOnlySpan<byte> Normalize(ReadOnlySpan<byte> utf8)
    {
        Begin();
        return Next(utf8).TrimEnd((byte)' ');
    }

    /// <summary>Starts a text that is normalised piece by piece.</summary>
    internal void Begin() => (_any, _blank) = (false, true);

    /// <summary>The next piece of a text, cut behind whitespace; valid until the next call. Blanks may stand at its ends.</summary>
    internal ReadOnlySpan<byte> Next(ReadOnlySpan<byte> utf8)
    {
        if (_buffer.Length > RetainedBytes && utf8.Length < RetainedBytes / 4) _buffer = new byte[4096];
        _written = 0;
        for (var at = 0; at < utf8.Length;)
        {
            at = Vector256.IsHardwareAccelerated ? AsciiBlocks(utf8, at) : AsciiBytes(utf8, at);
            if (at < utf8.Length) at = Wide(utf8, at);
        }

        return _buffer.AsSpan(0, _written);
    }

    /// <summary>As <see cref="Normalize"/> without vectors; for tests.</summary>
    internal ReadOnlySpan<byte> NormalizeScalar(ReadOnlySpan<byte> utf8)
    {
        Begin();
        _written = 0;
        for (var at = 0; at < utf8.Length;)
        {
            at = AsciiBytes(utf8, at);
            if (at < utf8.Length) at = Wide(utf8, at);
        }

        return _buffer.AsSpan(0, _written).TrimEnd((byte)' ');
    }

    // Up to the first byte beyond ASCII. A block is written whole, up to what is not one byte for one: a number, or a blank behind a blank; behind that the next block begins.
    [SkipLocalsInit]
    private int AsciiBlocks(ReadOnlySpan<byte> utf8, int at)
    {
        Reserve((long)utf8.Length - at + 2 * Block);
        ref var source = ref MemoryMarshal.GetReference(utf8);
        ref var target = ref MemoryMarshal.GetArrayDataReference(_buffer);
        Span<byte> tail = stackalloc byte[Block];
        var (written, blank) = (_written, _blank);
        while (at < utf8.Length)
        {
            var length = utf8.Length - at;
            Vector512<byte> block;
            if (length >= Block)
            {
                block = Vector512.LoadUnsafe(ref source, (nuint)at);
            }
            else
            {
                tail.Clear();
                utf8[at..].CopyTo(tail);
                block = Vector512.LoadUnsafe(ref MemoryMarshal.GetReference(tail));
            }

            length = Math.Min(Math.Min(length, Block), BitOperations.TrailingZeroCount(block.ExtractMostSignificantBits()));
            var lower = block | Vector512.Create((byte)0x20);
            var letter = Vector512.LessThan(lower - Vector512.Create((byte)'a'), Vector512.Create((byte)26));
            var digit = Vector512.LessThan(block - Vector512.Create((byte)'0'), Vector512.Create((byte)10));
            var digits = digit.ExtractMostSignificantBits();
            var blanks = ~(letter.ExtractMostSignificantBits() | digits);
            var other = blanks & ((blanks << 1) | (blank ? 1UL : 0));
            if (foldNumbers) other |= digits;
            else letter |= digit;
            Vector512.ConditionalSelect(letter, lower, Vector512.Create((byte)' ')).StoreUnsafe(ref target, (nuint)written);
            var taken = Math.Min(length, BitOperations.TrailingZeroCount(other));
            at += taken;
            written += taken;
            if (taken > 0) blank = ((blanks >> (taken - 1)) & 1) != 0;
            if (taken == length)
            {
                if (length == Block) continue;
                if (at < utf8.Length && utf8[at] >= 0x80) break;
            }
            else if (((digits >> taken) & 1) != 0)
            {
                at = NumberEnd(utf8, at + 1);
                Unsafe.Add(ref target, written++) = (byte)'0';
                blank = false;
            }
            else
            {
                at += Math.Min(length - taken, BitOperations.TrailingZeroCount(~(blanks >> taken)));
                if (at < utf8.Length && utf8[at] >= 0x80) break;
            }
        }

        _any |= written > _written;
        (_written, _blank) = (written, blank);
        return at;
    }

    // The same, byte by byte.
    private int AsciiBytes(ReadOnlySpan<byte> utf8, int at)
    {
        Reserve((long)utf8.Length - at + 1);
        for (; at < utf8.Length && utf8[at] < 0x80; at++)
        {
            var b = utf8[at];
            if (char.IsAsciiLetter((char)b))
            {
                WriteAscii((byte)(b | 0x20));
            }
            else if (!char.IsAsciiDigit((char)b))
            {
                if (!_blank) WriteAscii((byte)' ');
                _blank = true;
            }
            else if (foldNumbers)
            {
                WriteAscii((byte)'0');
                at = NumberEnd(utf8, at + 1) - 1;
            }
            else
            {
                WriteAscii(b);
            }
        }

        return at;
    }

    private int Wide(ReadOnlySpan<byte> utf8, int at)
    {
        Rune.DecodeFromUtf8(utf8[at..], out var rune, out var bytes);
        var after = at + bytes;
        var traits = RuneTraits.Of(rune.Value);
        if (foldNumbers && (traits & RuneTrait.Digit) != 0)
        {
            after = NumberEnd(utf8, after);
            Write(new Rune('0'));
        }
        else if ((traits & (RuneTrait.WebPunctuation | RuneTrait.Space)) != 0)
        {
            if (!_blank) Write(new Rune(' '));
            _blank = true;
        }
        else
        {
            var lower = rune.Value == 0x130 ? new Rune('i') : rune.Value == 0x3A3 ? Sigma(utf8, at, after) : Rune.ToLowerInvariant(rune);
            Span<char> hangul = stackalloc char[3];
            if (!BareLetters.TryReplace(lower, hangul, out var left)) Write(lower);
            else if (left.IsEmpty) _blank = !_any; // the accent goes after blanks have collapsed, so one on its own leaves two
            else foreach (var part in left.EnumerateRunes()) Write(part);
        }
        return after;
    }

    // A capital sigma at the end of a word becomes the final small one.
    private static Rune Sigma(ReadOnlySpan<byte> utf8, int at, int after)
    {
        const RuneTrait cased = RuneTrait.Letter;
        var ends = at > 0 && (RuneTraits.Last(utf8[..at], out _) & cased) != 0
            && (after >= utf8.Length || (RuneTraits.First(utf8[after..], out _) & cased) == 0);
        return new(ends ? 'ς' : 'σ');
    }

    private void Write(Rune rune)
    {
        Reserve(4);
        _written += rune.EncodeToUtf8(_buffer.AsSpan(_written));
        (_any, _blank) = (true, false);
    }

    private void WriteAscii(byte b)
    {
        _buffer[_written++] = b;
        (_any, _blank) = (true, false);
    }

    // A number is a run of digits of any script, and a second one after one decimal separator.
    private static int NumberEnd(ReadOnlySpan<byte> utf8, int at)
    {
        at = DigitsEnd(utf8, at);
        if (at >= utf8.Length) return at;
        var separator = utf8[at] switch
        {
            (byte)'.' or (byte)',' => 1,
            0xD8 => utf8[at..].StartsWith("\u060C"u8) ? 2 : 0,
            0xD9 => utf8[at..].StartsWith("\u066B"u8) ? 2 : 0,
            0xE2 => utf8[at..].StartsWith("\u2396"u8) || utf8[at..].StartsWith("\u2397"u8) || utf8[at..].StartsWith("\u2398"u8) ? 3 : 0,
            _ => 0,
        };
        if (separator == 0) return at;
        var end = DigitsEnd(utf8, at + separator);
        return end > at + separator ? end : at;
    }

    private static int DigitsEnd(ReadOnlySpan<byte> utf8, int at)
    {
        while (at < utf8.Length)
        {
            var bytes = 1;
            if (utf8[at] < 0x80 ? !char.IsAsciiDigit((char)utf8[at]) : (RuneTraits.First(utf8[at..], out bytes) & RuneTrait.Digit) == 0) break;
            at += bytes;
        }
        return at;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Reserve(long bytes)
    {
        if (_written + bytes > _buffer.Length) Grow(bytes);
    }

    private void Grow(long bytes)
    {
        // Blocks are written whole, so that the room must really be there.
        if (_written + bytes > Array.MaxLength) throw new ArgumentException("A text of nearly 2 GiB can be normalised in pieces only.", nameof(bytes));
        Array.Resize(ref _buffer, (int)Math.Min(Array.MaxLength, Math.Max(_written + bytes, _buffer.Length * 2L)));
    }
}
