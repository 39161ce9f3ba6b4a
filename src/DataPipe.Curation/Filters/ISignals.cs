using DataPipe.Core.Records;

namespace DataPipe.Curation.Filters;

/// <summary>The numbers that a filter's rules look at, worked out for one document as they are asked for: a document that fails an early rule costs no more than that rule.</summary>
internal interface ISignals
{
    /// <summary>Turns to a document.</summary>
    void Read(Document document);

    /// <summary>The signal at this place of the filter's list of columns.</summary>
    double Of(int signal);
}
