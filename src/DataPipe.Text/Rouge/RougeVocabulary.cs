namespace DataPipe.Text.Rouge;

/// <summary>Numbers the different tokens of many texts from 0 on, so that texts can be compared as numbers; used by one thread at a time.</summary>
public sealed class RougeVocabulary
{
    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> _bySpan;

    /// <summary>An empty vocabulary.</summary>
    public RougeVocabulary() => _bySpan = _numbers.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>The number of different tokens.</summary>
    public int Count => _numbers.Count;

    /// <summary>The number of <paramref name="token"/>, a new one when it was not met before.</summary>
    public int Intern(ReadOnlySpan<char> token)
    {
        if (!_bySpan.TryGetValue(token, out var number)) _bySpan[token] = number = _numbers.Count;
        return number;
    }
}
