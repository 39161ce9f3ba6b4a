using System.Numerics;
using System.Runtime.CompilerServices;

namespace DataPipe.Compression.Zstandard;

/// <summary>
/// A bit stream read from its last byte to its first (RFC 8878, section 4.1): the highest set bit of the last byte marks where it begins. Reads behind the end give
/// meaningless bits and no access out of range; <see cref="IsFinished"/> tells at the end whether exactly all were read.
/// </summary>
internal unsafe struct BackwardBits
{
    /// <summary>Bits that can be read after <see cref="Reload"/> without another one.</summary>
    public const int ReadableBits = 57;

    private ulong _bits;
    private int _consumed;
    private byte* _at;
    private byte* _start;

    /// <summary>Whether every bit has been read and none behind the end.</summary>
    public readonly bool IsFinished => _at == _start && _consumed == 64;

    /// <summary>Bits not yet read; negative when more were read than there are.</summary>
    public readonly long RemainingBits => (_at - _start) * 8 + 64 - _consumed;

    /// <summary>A stream of the given bytes.</summary>
    /// <exception cref="InvalidDataException">There is no byte, or the last one lacks its mark.</exception>
    public static BackwardBits Open(byte* start, int length)
    {
        if (length < 1 || start[length - 1] == 0) throw Malformed.Because("a bit stream is without its end mark");
        var result = new BackwardBits { _start = start, _at = start, _consumed = BitOperations.LeadingZeroCount((uint)start[length - 1]) - 23 };
        if (length >= 8)
        {
            result._at = start + length - 8;
            result._bits = Unsafe.ReadUnaligned<ulong>(result._at);
            return result;
        }
        // As if the missing bytes stood behind the last one and had been read already.
        for (var i = 0; i < length; i++) result._bits |= (ulong)start[i] << (8 * i);
        result._consumed += 8 * (8 - length);
        return result;
    }

    /// <summary>Goes on where a reader with a marker bit stopped: eight bytes at <paramref name="at"/>, some bits of them read.</summary>
    public static BackwardBits Resume(byte* start, byte* at, int consumedBits) =>
        new() { _start = start, _at = at, _bits = Unsafe.ReadUnaligned<ulong>(at), _consumed = consumedBits };

    /// <summary>The next bits, at most 32, without passing them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly uint Peek(int count) => (uint)((_bits << _consumed) >> 1 >> (63 - count));

    /// <summary>Passes bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Skip(int count) => _consumed += count;

    /// <summary>Reads bits, at most 32.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public uint Read(int count)
    {
        var value = (uint)((_bits << _consumed) >> 1 >> (63 - count));
        _consumed += count;
        return value;
    }

    /// <summary>Makes <see cref="ReadableBits"/> readable, or what there is. No more than that may have been read since the last time, so that at most eight bytes are passed.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Reload()
    {
        if (_at - _start >= 8)
        {
            _at -= _consumed >> 3;
            _consumed &= 7;
            _bits = Unsafe.ReadUnaligned<ulong>(_at);
        }
        else ReloadAtEnd();
    }

    private void ReloadAtEnd()
    {
        var bytes = (int)Math.Min(_consumed >> 3, _at - _start);
        if (bytes == 0) return;
        _at -= bytes;
        _consumed -= bytes * 8;
        _bits = Unsafe.ReadUnaligned<ulong>(_at);
    }
}
