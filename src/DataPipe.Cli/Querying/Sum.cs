namespace DataPipe.Cli.Querying;

/// <summary>Records and their tokens.</summary>
/// <param name="Records">Records.</param>
/// <param name="Tokens">Tokens.</param>
internal readonly record struct Sum(long Records, long Tokens)
{
    /// <summary>Both together.</summary>
    public static Sum operator +(Sum left, Sum right) => new(left.Records + right.Records, left.Tokens + right.Tokens);
}
