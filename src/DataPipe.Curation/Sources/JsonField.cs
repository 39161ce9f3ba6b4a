using System.Text;
using System.Text.Json;

namespace DataPipe.Curation.Sources;

/// <summary>A field of JSON records, perhaps in an inner object, followed while a record is read front to back.</summary>
internal sealed class JsonField(string path)
{
    private readonly byte[][] _names = [.. path.Split('.').Select(Encoding.UTF8.GetBytes)];
    private int _matched;

    /// <summary>Forgets the record before.</summary>
    public void Reset() => _matched = 0;

    /// <summary>Takes a property name at a depth, from 1; true when its value is the field.</summary>
    public bool Matches(ref Utf8JsonReader reader, int depth)
    {
        if (_matched >= depth) _matched = depth - 1;
        if (depth > _names.Length || _matched != depth - 1 || !reader.ValueTextEquals(_names[depth - 1])) return false;
        _matched = depth;
        return depth == _names.Length;
    }
}
