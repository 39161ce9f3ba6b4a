using DataPipe.Core.Records;

namespace DataPipe.Core.Datasets;

/// <summary>What every record of a dataset is: its type and its declared annotation columns.</summary>
/// <param name="Type">Record type.</param>
/// <param name="Notes">Annotation columns, in order.</param>
public sealed record DatasetSchema(RecordType Type, IReadOnlyList<NoteColumn> Notes)
{
    /// <summary>A schema without annotations.</summary>
    public static DatasetSchema Of(RecordType type) => new(type, []);

    /// <summary>Index of the annotation column with this name, or -1.</summary>
    public int IndexOf(string name)
    {
        for (var i = 0; i < Notes.Count; i++)
            if (Notes[i].Name == name)
                return i;
        return -1;
    }

    /// <summary>The same with more annotation columns at the end.</summary>
    public DatasetSchema With(IReadOnlyList<NoteColumn> more) => more.Count == 0 ? this : this with { Notes = [.. Notes, .. more] };
}
