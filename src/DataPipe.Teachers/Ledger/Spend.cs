namespace DataPipe.Teachers.Ledger;

/// <summary>Money and tokens that were or may be spent.</summary>
/// <param name="Cost">In some currency.</param>
/// <param name="Tokens">Input and output together.</param>
public readonly record struct Spend(decimal Cost, long Tokens)
{
    /// <summary>Both together.</summary>
    public static Spend operator +(Spend left, Spend right) => left.Plus(right);

    /// <summary>What is left of the first.</summary>
    public static Spend operator -(Spend left, Spend right) => left.Minus(right);

    /// <summary>Both together.</summary>
    public Spend Plus(Spend other) => new(Cost + other.Cost, Tokens + other.Tokens);

    /// <summary>What is left.</summary>
    public Spend Minus(Spend other) => new(Cost - other.Cost, Tokens - other.Tokens);
}
