using System.Buffers;
using System.Runtime.CompilerServices;

namespace DataPipe.Text.Words;

/// <summary>The ends of the pieces of one chunk; the first 32 in place, more in a pooled array.</summary>
internal struct TokenList
{
    private InPlace _inPlace;
    private int[]? _rented;

    [InlineArray(32)]
    private struct InPlace
    {
        private int _first;
    }

    /// <summary>The number of pieces.</summary>
    internal int Count { get; private set; }

    /// <summary>The value at <paramref name="index"/>, which must be below <see cref="Count"/>.</summary>
    internal readonly int this[int index] => _rented is null ? _inPlace[index] : _rented[index];

    /// <summary>Adds a value at the end.</summary>
    internal void Add(int value)
    {
        if (_rented is null && Count < 32)
        {
            _inPlace[Count++] = value;
            return;
        }
        if (_rented is null || Count == _rented.Length) Grow();
        _rented![Count++] = value;
    }

    /// <summary>Makes a list out of memory that was not cleared.</summary>
    internal void Start()
    {
        _rented = null;
        Count = 0;
    }

    /// <summary>Forgets the values and keeps the room.</summary>
    internal void Clear() => Count = 0;

    /// <summary>Gives the pooled array back.</summary>
    internal void Dispose()
    {
        if (_rented is not null) ArrayPool<int>.Shared.Return(_rented);
        _rented = null;
        Count = 0;
    }

    private void Grow()
    {
        var larger = ArrayPool<int>.Shared.Rent(Count * 4);
        for (var i = 0; i < Count; i++) larger[i] = this[i];
        if (_rented is not null) ArrayPool<int>.Shared.Return(_rented);
        _rented = larger;
    }
}
