using System.Runtime.InteropServices;
using DataPipe.Text.Hashing;
using DataPipe.Text.Substrings;
using DataPipe.Text.Words;

namespace DataPipe.Curation.Substrings;

/// <summary>A document as the symbols that are compared, bytes or hashed words, and the runs of its windows. Holds 16 bytes a word of the longest document, and nothing for bytes.</summary>
internal sealed class DocumentSymbols(SubstringUnit unit, WindowShape shape)
{
    private readonly WindowRunFinder _finder = new(shape);
    private ReadOnlyMemory<byte> _text;
    private ulong[] _words = [];
    private (int Start, int End)[] _places = [];
    private int _count;

    /// <summary>Bytes of a symbol.</summary>
    internal int SymbolBytes => SizeOf(unit);

    internal static int SizeOf(SubstringUnit unit) => unit == SubstringUnit.Bytes ? sizeof(byte) : sizeof(ulong);

    /// <summary>Begins a document.</summary>
    internal void Begin(ReadOnlyMemory<byte> text)
    {
        _text = text;
        _finder.Begin();
        if (unit == SubstringUnit.Words) ReadWords(text.Span);
    }

    /// <summary>The next runs, valid until the next call; none at the end.</summary>
    internal ReadOnlySpan<WindowRun> NextRuns() => unit == SubstringUnit.Bytes ? _finder.Next(_text.Span) : _finder.Next(_words.AsSpan(0, _count));

    /// <summary>The symbols of a run's windows, as bytes.</summary>
    internal ReadOnlySpan<byte> SymbolsOf(WindowRun run)
    {
        var symbols = run.Count + shape.Window - 1;
        return unit == SubstringUnit.Bytes ? _text.Span.Slice(run.Start, symbols) : MemoryMarshal.AsBytes(_words.AsSpan(run.Start, symbols));
    }

    /// <summary>Where windows lie in the text, in bytes.</summary>
    internal (int Start, int End) BytesOf(int firstWindow, int behindLast)
    {
        var end = behindLast - 1 + shape.Window;
        return unit == SubstringUnit.Bytes ? (firstWindow, end) : (_places[firstWindow].Start, _places[end - 1].End);
    }

    private void ReadWords(ReadOnlySpan<byte> text)
    {
        _count = 0;
        foreach (var word in Words.Of(text, WordRule.Standard))
        {
            if (_count == _words.Length)
            {
                Array.Resize(ref _words, Math.Max(1024, 2 * _words.Length));
                Array.Resize(ref _places, _words.Length);
            }

            _places[_count] = (word.Start, word.Start + word.Span.Length);
            _words[_count++] = XxHash64.Hash(word.Span);
        }
    }
}
