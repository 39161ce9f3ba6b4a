namespace DataPipe.Text.Tokens;

/// <summary>Counts the tokens of a text, exactly or by a stated rule; safe to share between threads.</summary>
public interface ITokenCounter
{
    /// <summary>The name that receipts and reports carry, such as words-v1.</summary>
    string Name { get; }

    /// <summary>The number of tokens of <paramref name="utf8"/>; malformed bytes are counted, never an error.</summary>
    long Count(ReadOnlySpan<byte> utf8);
}
