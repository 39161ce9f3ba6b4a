namespace DataPipe.Text.Hashing;

/// <summary>Tells which pieces of a text were seen before in it, by 64-bit hashes keyed anew by each process. Emptied, not freed, between texts; one thread at a time.</summary>
public sealed class SeenTexts
{
    private readonly HashSet64 _seen = new();

    /// <summary>Forgets all, with room for <paramref name="expected"/> pieces; more than that must not be added.</summary>
    public void Reset(int expected) => _seen.Reset(expected);

    /// <summary>Adds a piece; false when it was seen before.</summary>
    public bool Add(ReadOnlySpan<byte> piece) => _seen.Add(FoldHash.Of(piece));
}
