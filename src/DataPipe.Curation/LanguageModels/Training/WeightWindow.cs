namespace DataPipe.Curation.LanguageModels.Training;

/// <summary>The weights of the n-grams of one order, by suffix, so many at a time.</summary>
internal sealed class WeightWindow(WeightTable table)
{
    private ulong[] _held = [];
    private int _at, _end;

    /// <summary>Sees to it that so many can be taken, or all that are left.</summary>
    internal async ValueTask FillAsync(int count, CancellationToken cancellation)
    {
        if (_end - _at >= count) return;
        var held = _held.Length >= count ? _held : new ulong[2 * count];
        _held.AsSpan(_at, _end - _at).CopyTo(held);
        (_held, _at, _end) = (held, 0, _end - _at);
        for (var read = 1; read > 0 && _end < _held.Length; _end += read) read = await table.ReadAsync(_held.AsMemory(_end), cancellation);
    }

    /// <summary>The next n-gram's.</summary>
    internal ulong Take() => _at < _end ? _held[_at++] : throw new InvalidDataException("an n-gram has no weight");
}
