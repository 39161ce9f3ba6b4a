using System.Globalization;

namespace DataPipe.Teachers.Batches;

/// <summary>How far the batches of a process are, for those who wait for them. Safe for concurrent use.</summary>
public sealed class BatchBoard
{
    private readonly Lock _gate = new();
    private readonly Dictionary<(string Folder, int Part), (int Rows, int Done)> _underWay = [];

    /// <summary>One line, such as <c>2 batches under way, 1,200 of 5,000 requests done</c>; null when there is nothing to wait for.</summary>
    public string? Status
    {
        get
        {
            lock (_gate)
            {
                if (_underWay.Count == 0) return null;
                var (rows, done) = (0L, 0L);
                foreach (var part in _underWay.Values) (rows, done) = (rows + part.Rows, done + part.Done);
                return string.Create(CultureInfo.InvariantCulture, $"{_underWay.Count} {(_underWay.Count == 1 ? "batch" : "batches")} under way, {done:#,0} of {rows:#,0} requests done");
            }
        }
    }

    /// <summary>Requests under way in batches.</summary>
    public int Requests
    {
        get
        {
            lock (_gate) return _underWay.Values.Sum(part => part.Rows);
        }
    }

    internal void Note(string folder, int part, int rows, int done)
    {
        lock (_gate) _underWay[(folder, part)] = (rows, done);
    }

    internal void Remove(string folder, int part)
    {
        lock (_gate) _ = _underWay.Remove((folder, part));
    }
}
