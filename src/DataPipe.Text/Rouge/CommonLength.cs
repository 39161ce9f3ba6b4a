using System.Numerics;

namespace DataPipe.Text.Rouge;

/// <summary>The length of the longest common subsequence of one text with many: the positions of its tokens are looked up once. Used by one thread at a time, and reused it allocates nothing for texts of up to 64 tokens.</summary>
internal sealed class CommonLength
{
    private ulong[] _positions = []; // by token: a bit for each place of the text that has it
    private int[] _tokens = [];

    /// <summary>Takes up the text that all others are compared with.</summary>
    public void Begin(int[] tokens)
    {
        _tokens = tokens;
        if (tokens.Length > 64) return;
        for (var i = 0; i < tokens.Length; i++)
        {
            if (tokens[i] >= _positions.Length) Array.Resize(ref _positions, (int)BitOperations.RoundUpToPowerOf2((uint)tokens[i] + 1));
            _positions[tokens[i]] |= 1UL << i;
        }
    }

    /// <summary>Lets go of the text.</summary>
    public void End()
    {
        if (_tokens.Length <= 64)
            foreach (var token in _tokens)
                _positions[token] = 0;
        _tokens = [];
    }

    /// <summary>The length with <paramref name="other"/>. Source: as <see cref="LongestCommonSubsequence"/>, with one block.</summary>
    public int With(int[] other)
    {
        if (_tokens.Length > 64) return LongestCommonSubsequence.Length(_tokens, other);
        var positions = _positions;
        var vector = ulong.MaxValue;
        foreach (var token in other)
        {
            if ((uint)token >= (uint)positions.Length) continue;
            var matches = vector & positions[token];
            vector = (vector + matches) | (vector & ~positions[token]);
        }
        // Places beyond the text never match and stay set.
        return BitOperations.PopCount(~vector);
    }
}
