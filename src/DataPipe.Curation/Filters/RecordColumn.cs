using DataPipe.Core.Records;

namespace DataPipe.Curation.Filters;

/// <summary>A property of a record, seen as a column.</summary>
/// <typeparam name="T">Record type.</typeparam>
/// <param name="Name">Name, as in the files of a dataset.</param>
/// <param name="Type">Type of its values.</param>
/// <param name="Read">Its value in a record.</param>
internal sealed record RecordColumn<T>(string Name, NoteType Type, Func<T, NoteValue> Read) where T : class, IRecord<T>;
