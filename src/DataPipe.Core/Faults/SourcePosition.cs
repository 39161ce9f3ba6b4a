namespace DataPipe.Core.Faults;

/// <summary>A place in a pipeline file, from 1; or a named origin such as <c>--set</c> without a line.</summary>
/// <param name="File">File as the user wrote it, or the origin.</param>
/// <param name="Line">Line, from 1; 0 when there is none.</param>
/// <param name="Column">Column, from 1.</param>
public sealed record SourcePosition(string File, int Line, int Column)
{
    /// <summary><c>file:line:column</c>.</summary>
    public override string ToString() => Line == 0 ? File : $"{File}:{Line}:{Column}";
}
