namespace DataPipe.Text.FastText;

/// <summary>A file is not a fastText model, or not a sound one.</summary>
public sealed class FastTextFormatException : Exception
{
    /// <summary>A file is not what it should be.</summary>
    public FastTextFormatException()
    {
    }

    /// <summary>A file is not what it should be.</summary>
    /// <param name="message">What is wrong, with the offset in bytes.</param>
    public FastTextFormatException(string message) : base(message)
    {
    }

    /// <summary>A file is not what it should be.</summary>
    /// <param name="message">What is wrong, with the offset in bytes.</param>
    /// <param name="cause">What showed it.</param>
    public FastTextFormatException(string message, Exception cause) : base(message, cause)
    {
    }
}
