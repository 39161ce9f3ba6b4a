namespace DataPipe.Text.FastText;

/// <summary>fastText's hash of words and subwords: 32-bit FNV-1a, but with bytes as signed numbers, so that each from 0x80 up turns over the high bits too.</summary>
internal static class FastTextHash
{
    internal const uint Start = 2166136261;

    /// <summary>Hash of what was hashed to <paramref name="hash"/> and <paramref name="b"/> behind it.</summary>
    internal static uint Then(uint hash, byte b) => (hash ^ (uint)(sbyte)b) * 16777619;

    /// <summary>Hash of <paramref name="text"/>.</summary>
    internal static uint Of(ReadOnlySpan<byte> text)
    {
        var hash = Start;
        foreach (var b in text) hash = Then(hash, b);
        return hash;
    }

    /// <summary>Hash of a run of words that has <paramref name="run"/> and the word with <paramref name="hash"/> behind it; word hashes are signed here.</summary>
    internal static ulong Then(ulong run, uint hash) => run * 116049371 + (ulong)(int)hash;

    /// <summary>Hash of a run of the one word with <paramref name="hash"/>.</summary>
    internal static ulong Run(uint hash) => (ulong)(int)hash;
}
