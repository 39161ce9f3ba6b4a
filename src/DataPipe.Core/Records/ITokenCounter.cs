namespace DataPipe.Core.Records;

/// <summary>Counts the tokens of a text; mixtures, budgets and reports are in these units.</summary>
public interface ITokenCounter
{
    /// <summary>Name and version of the counting rule, such as <c>words-v1</c>; written wherever a count is.</summary>
    string Name { get; }

    /// <summary>Number of tokens in a UTF-8 text.</summary>
    long Count(ReadOnlySpan<byte> utf8);
}
