namespace DataPipe.Curation.Substrings;

/// <summary>Joins sorted marks whose windows follow one another or overlap.</summary>
internal struct SpanMerger
{
    private SpanMark _open;
    private bool _isOpen;

    /// <summary>Takes the next mark; true when one before it is whole.</summary>
    internal bool TryTake(SpanMark mark, out SpanMark whole)
    {
        whole = _open;
        if (_isOpen && mark.Document == _open.Document && mark.Start <= _open.End)
        {
            _open = SpanMark.Of(_open.Document, _open.Start, Math.Max(_open.End, mark.End) - _open.Start);
            return false;
        }

        var had = _isOpen;
        (_open, _isOpen) = (mark, true);
        return had;
    }

    /// <summary>The last mark; false when there was none.</summary>
    internal bool TryEnd(out SpanMark last)
    {
        last = _open;
        var had = _isOpen;
        _isOpen = false;
        return had;
    }
}
