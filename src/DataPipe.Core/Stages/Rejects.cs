using DataPipe.Core.Datasets;
using DataPipe.Core.Records;

namespace DataPipe.Core.Stages;

/// <summary>How dropped records are kept aside: as they were when they were dropped, with who dropped them and why.</summary>
public static class Rejects
{
    /// <summary>Folder below the stage's.</summary>
    public const string Folder = "rejects";

    /// <summary>Reason of a record that made a step throw.</summary>
    public const string Quarantined = "quarantined";

    /// <summary>The columns behind those of the dataset.</summary>
    public static IReadOnlyList<NoteColumn> Columns { get; } =
    [
        new("rejected_by", NoteType.Text, "Step or phase that dropped the record."),
        new("rejected_because", NoteType.Text, "Reason, from the step's closed list."),
        new("reject_details", NoteType.Text, "What else is known, such as the message of an exception."),
    ];

    /// <summary>Schema of the rejects of a dataset.</summary>
    public static DatasetSchema Schema(DatasetSchema output) => output.With(Columns);
}
