using System.Globalization;

namespace DataPipe.Compression.Gzip;

/// <summary>
/// Finds the next member after damage. A decoder runs on for some time after the place where data broke off, over the start of the members
/// behind it; so the search begins right behind the header of the damaged member. For that the raw bytes from the first place that looks
/// like a header are kept while a member is decoded; in sound data such a place is rarer than one in 2^32 bytes.
/// </summary>
internal sealed class Resynchroniser(RawBuffer raw, Action<GzipWarning> warn)
{
    // Ours: enough for several web pages behind the damage. More than this is not kept.
    private const int MaxKeptBytes = 1 << 20;

    // Going back costs decoding again: at most this often for each byte of the file, or hostile input could make the time quadratic.
    private const int MaxRereads = 4;

    private long _searchOffset;
    private long _rereadBytes;
    private bool _afterDamage;

    /// <summary>A member begins at the read position.</summary>
    public void MemberStarts() => _searchOffset = raw.Position + 1;

    /// <summary>Chooses the passed bytes to keep: to be called before reading more.</summary>
    public void Retain()
    {
        _searchOffset = Math.Max(_searchOffset, raw.FirstOffset);
        if (_searchOffset < raw.Position)
        {
            var passed = raw.Passed(_searchOffset);
            var hit = GzipHeader.Find(passed);
            _searchOffset += hit >= 0 ? hit : Math.Max(0, passed.Length - (GzipHeader.MinBytes - 1));
            if (raw.Position - _searchOffset > MaxKeptBytes) _searchOffset = raw.Position;
        }
        raw.KeepOffset = _searchOffset;
    }

    /// <summary>The member is damaged: the search goes back to the first place worth a look, unless going back has cost too much already.</summary>
    public void DamageFound()
    {
        _afterDamage = true;
        var back = raw.Position - Math.Max(_searchOffset, raw.FirstOffset);
        if (back <= 0) return;
        _rereadBytes += back;
        if (_rereadBytes <= MaxRereads * raw.Position + MaxKeptBytes) raw.GoTo(raw.Position - back);
    }

    /// <summary>Moves to the next place that looks like a header, and warns of what lies before it; false when there is none.</summary>
    public async ValueTask<bool> FindMemberAsync(CancellationToken cancellation)
    {
        var from = raw.Position;
        raw.KeepOffset = null;
        // What was no member at this place, though it may look like one, is not tried again.
        if (!_afterDamage) raw.Advance(Math.Min(1, raw.Unread.Length));
        try
        {
            return await SearchAsync(from, cancellation).ConfigureAwait(false);
        }
        finally
        {
            _afterDamage = false;
        }
    }

    private async ValueTask<bool> SearchAsync(long from, CancellationToken cancellation)
    {
        while (true)
        {
            var hit = GzipHeader.Find(raw.Unread);
            if (hit >= 0)
            {
                raw.Advance(hit);
                if (raw.Position > from) WarnOfGarbage(from);
                return true;
            }
            raw.Advance(Math.Max(0, raw.Unread.Length - (GzipHeader.MinBytes - 1)));
            if (await raw.ReadMoreAsync(cancellation).ConfigureAwait(false)) continue;
            raw.Advance(raw.Unread.Length);
            if (raw.Position > from) WarnOfGarbage(from);
            return false;
        }
    }

    // What is skipped behind damage belongs to the damaged member, of which there is a warning already.
    private void WarnOfGarbage(long from)
    {
        if (!_afterDamage)
            warn(new GzipWarning(GzipProblem.Garbage, from, string.Create(CultureInfo.InvariantCulture, $"{raw.Position - from} bytes skipped that belong to no gzip member")));
    }
}
