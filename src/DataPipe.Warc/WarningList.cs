using System.Globalization;

namespace DataPipe.Warc;

/// <summary>The warnings of one reader: held up to a bound until taken, and counted.</summary>
internal sealed class WarningList(string name, int maxHeld)
{
    private List<WarcWarning> _held = [];

    /// <summary>All warnings ever given, held or not.</summary>
    public long Count { get; private set; }

    /// <summary>Adds a warning; the file's name and the offset go in front of the message.</summary>
    public void Add(WarcWarningKind kind, long offset, string message)
    {
        Count++;
        if (_held.Count < maxHeld)
            _held.Add(new WarcWarning(kind, offset, string.Create(CultureInfo.InvariantCulture, $"{name} at offset {offset}: {message}")));
    }

    /// <summary>The warnings held, which it no longer holds then.</summary>
    public IReadOnlyList<WarcWarning> Take()
    {
        if (_held.Count == 0) return [];
        var taken = _held;
        _held = [];
        return taken;
    }
}
