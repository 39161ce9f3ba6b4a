using DataPipe.Core.Records;

namespace DataPipe.Synthesis.Export;

/// <summary>Parts records into training and validation by chance of what they ask, so that one question is never in both, and records that come later move none.</summary>
/// <param name="validationFraction">Share of the questions for validation, 0..1.</param>
/// <param name="seed">Seed.</param>
public sealed class ExportSplit(double validationFraction, long seed)
{
    /// <summary>Whether a sample is for validation.</summary>
    public bool IsValidation(Sample sample) => IsValidation(sample.Task.Instruction.Length > 0 ? sample.Task.Instruction : sample.Messages.FirstOrDefault(m => m.Role == "user")?.Content ?? sample.Id);

    /// <summary>Whether a preference is for validation.</summary>
    public bool IsValidation(Preference pair) => IsValidation(pair.Prompt.FirstOrDefault(m => m.Role == "user")?.Content ?? pair.Id);

    private bool IsValidation(string question) => Chance.Of("split/" + question, seed) < validationFraction;
}
