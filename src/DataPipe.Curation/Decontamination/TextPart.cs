using System.Globalization;

namespace DataPipe.Curation.Decontamination;

/// <summary>One text of a record.</summary>
/// <param name="Field">The record's field.</param>
/// <param name="Index">Which message of the field, from 0; -1 where the field is one text.</param>
/// <param name="Utf8">The text.</param>
internal readonly record struct TextPart(string Field, int Index, ReadOnlyMemory<byte> Utf8)
{
    /// <summary>What reports call it: <c>text</c>, <c>messages[2]</c>.</summary>
    public string Name => Index < 0 ? Field : string.Create(CultureInfo.InvariantCulture, $"{Field}[{Index}]");
}
