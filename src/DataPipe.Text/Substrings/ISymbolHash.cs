namespace DataPipe.Text.Substrings;

/// <summary>What a symbol adds to the rolling hash of a gram when it comes in, and what it had become when it goes out.</summary>
internal interface ISymbolHash<in T> where T : unmanaged
{
    /// <summary>The hash of a symbol.</summary>
    ulong In(T symbol);

    /// <summary>The same times the base to the power of the gram's length.</summary>
    ulong Out(T symbol);
}
