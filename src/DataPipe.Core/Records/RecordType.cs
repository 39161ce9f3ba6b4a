namespace DataPipe.Core.Records;

/// <summary>What one row of a dataset is.</summary>
public enum RecordType
{
    /// <summary>A text of a pretraining corpus.</summary>
    Document,

    /// <summary>A conversation for supervised fine-tuning.</summary>
    Sample,

    /// <summary>A prompt with a chosen and a rejected answer.</summary>
    Preference,
}
