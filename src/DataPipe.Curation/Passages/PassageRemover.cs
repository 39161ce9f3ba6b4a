using System.Buffers;

namespace DataPipe.Curation.Passages;

/// <summary>
/// Rewrites one document at a time without the passages that go. What separates a unit from the one before stays and goes with it, and whatever stays first begins the text.
/// Reusable memory of one task.
/// </summary>
internal sealed class PassageRemover(PassageRules rules)
{
    private readonly ArrayBufferWriter<byte> _left = new();
    private int _unit, _dropUntil, _gapStart;
    private bool _lastStayed;

    /// <summary>Units that went from the document.</summary>
    internal int Removed { get; private set; }

    /// <summary>Begins a document.</summary>
    internal void Begin()
    {
        _left.ResetWrittenCount();
        (_unit, _dropUntil, _gapStart, Removed, _lastStayed) = (0, 0, 0, 0, true);
    }

    /// <summary>Number of the unit that comes next.</summary>
    internal int Unit => _unit;

    /// <summary>Takes the next unit of the document.</summary>
    /// <param name="text">The document.</param>
    /// <param name="bounds">The unit in it.</param>
    /// <param name="begins">Whether a passage that goes begins with it.</param>
    internal void Add(ReadOnlySpan<byte> text, PassageBounds bounds, bool begins)
    {
        if (begins) _dropUntil = _unit + rules.SpanUnits;
        _lastStayed = _unit++ >= _dropUntil;
        if (_lastStayed) _left.Write(text[(_left.WrittenCount == 0 && Removed > 0 ? bounds.Start : _gapStart)..bounds.End]);
        else Removed++;
        _gapStart = bounds.End;
    }

    /// <summary>Ends the document: what is left of it.</summary>
    internal byte[] End(ReadOnlySpan<byte> text)
    {
        if (_lastStayed) _left.Write(text[_gapStart..]);
        return _left.WrittenSpan.ToArray();
    }
}
