using System.Buffers;

namespace DataPipe.Text.Words;

/// <summary>Walks the lines of a text; made by <see cref="Lines.Of(ReadOnlySpan{byte})"/>.</summary>
public ref struct LineEnumerator
{
    // First bytes of the boundaries; C2 and E2 begin other characters too.
    private static readonly SearchValues<byte> BoundaryStarts = SearchValues.Create([0x0A, 0x0B, 0x0C, 0x0D, 0x1C, 0x1D, 0x1E, 0xC2, 0xE2]);

    private readonly ReadOnlySpan<byte> _text;
    private readonly LineRule _rule;
    private int _next, _start, _end;
    private bool _over;

    internal LineEnumerator(ReadOnlySpan<byte> text, LineRule rule)
    {
        if (rule is < LineRule.AllBoundaries or > LineRule.BlankLine) throw new ArgumentOutOfRangeException(nameof(rule));
        _text = text;
        _rule = rule;
    }

    /// <summary>The line the walk stands on, without its boundary.</summary>
    public readonly ReadOnlySpan<byte> Current => _text[_start.._end];

    /// <summary>The offset of the line in the text, in bytes.</summary>
    public readonly int Start => _start;

    /// <summary>This walk itself, for foreach.</summary>
    public readonly LineEnumerator GetEnumerator() => this;

    /// <summary>Steps to the next line; false after the last.</summary>
    public bool MoveNext()
    {
        if (_over || (_rule == LineRule.AllBoundaries && _next >= _text.Length)) return false;
        _start = _next;
        var length = _rule switch
        {
            LineRule.AllBoundaries => AnyBoundary(),
            LineRule.Newline => Run(atLeast: 1, atMost: 1),
            LineRule.NewlineRun => Run(atLeast: 1, atMost: int.MaxValue),
            _ => Run(atLeast: 2, atMost: int.MaxValue),
        };
        _over = length == 0;
        _next = _end + length;
        return true;
    }

    // Sets the end of the line and gives the length of the boundary after it, 0 at the end of the text.
    private int Run(int atLeast, int atMost)
    {
        for (var at = _start; ;)
        {
            var found = _text[at..].IndexOf((byte)'\n');
            if (found < 0) break;
            at += found;
            var length = 1;
            while (length < atMost && at + length < _text.Length && _text[at + length] == '\n') length++;
            _end = at;
            if (length >= atLeast) return length;
            at += length;
        }
        _end = _text.Length;
        return 0;
    }

    private int AnyBoundary()
    {
        for (var at = _start; ; at++)
        {
            var found = _text[at..].IndexOfAny(BoundaryStarts);
            if (found < 0) break;
            _end = at += found;
            switch (_text[at])
            {
                case 0x0D:
                    return at + 1 < _text.Length && _text[at + 1] == '\n' ? 2 : 1;
                case 0xC2:
                    if (at + 1 < _text.Length && _text[at + 1] == 0x85) return 2;
                    break;
                case 0xE2:
                    if (at + 2 < _text.Length && _text[at + 1] == 0x80 && _text[at + 2] is 0xA8 or 0xA9) return 3;
                    break;
                default:
                    return 1;
            }
        }
        _end = _text.Length;
        return 0;
    }
}
