using DataPipe.Core.Steps;

namespace DataPipe.Curation.Filters;

/// <summary>Options that every filter with signals has.</summary>
public interface ISignalOptions
{
    /// <summary>Whether the signals are written as columns.</summary>
    bool Signals { get; }

    /// <summary>Whether documents are dropped or marked.</summary>
    StepMode Mode { get; }
}
