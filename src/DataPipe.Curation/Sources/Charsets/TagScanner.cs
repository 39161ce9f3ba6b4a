using System.Buffers;
using System.Text;

namespace DataPipe.Curation.Sources.Charsets;

/// <summary>Walks the attributes of a tag in the first bytes of a page, before its encoding is known. Source: HTML Living Standard, section 13.2.3.2, get an attribute.</summary>
internal ref struct TagScanner(ReadOnlySpan<byte> page, int position)
{
    private static readonly SearchValues<byte> UnquotedEnds = SearchValues.Create("\t\n\f\r >"u8);

    private readonly ReadOnlySpan<byte> _page = page;

    /// <summary>Where scanning stands; behind the tag once there are no more attributes.</summary>
    public int Position { get; private set; } = position;

    /// <summary>Name of the attribute, as written.</summary>
    public ReadOnlySpan<byte> Name { get; private set; }

    /// <summary>Its value, as written.</summary>
    public ReadOnlySpan<byte> Value { get; private set; }

    /// <summary>Whether the name is this one, in any letter case.</summary>
    public readonly bool NameIs(ReadOnlySpan<byte> name) => Ascii.EqualsIgnoreCase(Name, name);

    /// <summary>Moves to the next attribute; false behind the last, and when the bytes end inside one.</summary>
    public bool Next()
    {
        Name = Value = default;
        Skip("\t\n\f\r /"u8);
        if (Position >= _page.Length || _page[Position] == '>')
        {
            Position = Math.Min(Position + 1, _page.Length);
            return false;
        }

        var start = Position;
        while (Position < _page.Length && _page[Position] is not ((byte)'/' or (byte)'>' or (byte)' ' or (byte)'\t' or (byte)'\n' or (byte)'\f' or (byte)'\r')
            && (_page[Position] != '=' || Position == start)) Position++;
        Name = _page[start..Position];
        Skip("\t\n\f\r "u8);
        if (Position >= _page.Length) return false;
        if (_page[Position] != '=') return true;
        Position++;
        Skip("\t\n\f\r "u8);
        return Position < _page.Length && ReadValue();
    }

    private bool ReadValue()
    {
        var first = _page[Position];
        int length;
        if (first is (byte)'"' or (byte)'\'')
        {
            length = _page[(Position + 1)..].IndexOf(first);
            if (length < 0) return ToEnd();
            Value = _page.Slice(Position + 1, length);
            Position += length + 2;
            return true;
        }

        length = _page[Position..].IndexOfAny(UnquotedEnds);
        if (length < 0) return ToEnd();
        Value = _page.Slice(Position, length);
        Position += length;
        return true;
    }

    private bool ToEnd()
    {
        Position = _page.Length;
        Name = default;
        return false;
    }

    private void Skip(ReadOnlySpan<byte> these)
    {
        while (Position < _page.Length && these.Contains(_page[Position])) Position++;
    }
}
