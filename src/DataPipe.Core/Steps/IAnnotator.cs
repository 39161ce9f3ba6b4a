using DataPipe.Core.Records;

namespace DataPipe.Core.Steps;

/// <summary>Measures records: fills the annotation columns that its catalogue entry declares.</summary>
/// <typeparam name="T">Record type.</typeparam>
public interface IAnnotator<in T>
{
    /// <summary>Writes one value a declared column, in their order.</summary>
    /// <param name="record">The record.</param>
    /// <param name="notes">The values; absent on entry.</param>
    void Measure(T record, Span<NoteValue> notes);
}
