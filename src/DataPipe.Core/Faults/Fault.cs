namespace DataPipe.Core.Faults;

/// <summary>A user's mistake or a broken world, told so that it can be mended: code, cause and remedy, and the place.</summary>
/// <param name="Code">Stable code, <c>DP</c> and four digits; docs/errors.md lists them.</param>
/// <param name="Message">Cause and remedy in one or two sentences.</param>
/// <param name="At">Place, or null where the message names it.</param>
public sealed record Fault(string Code, string Message, SourcePosition? At)
{
    /// <summary>One line: code, message, place.</summary>
    public override string ToString() => At is null ? $"{Code} {Message}" : $"{Code} {Message}   {At}";
}
