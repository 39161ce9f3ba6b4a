using DataPipe.Core.Records;

namespace DataPipe.Testing;

/// <summary>Counts the runs of bytes between ASCII whitespace: a token rule that a test can do in the head.</summary>
public sealed class SpaceTokenCounter : ITokenCounter
{
    /// <inheritdoc/>
    public string Name => "spaces-v1";

    /// <inheritdoc/>
    public long Count(ReadOnlySpan<byte> utf8)
    {
        long tokens = 0;
        var inToken = false;
        foreach (var b in utf8)
        {
            var isSpace = b is (byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t';
            if (!isSpace && !inToken) tokens++;
            inToken = !isSpace;
        }

        return tokens;
    }
}
