using DataPipe.Core.Steps;

namespace DataPipe.Core.Catalogues;

/// <summary>Everything a pipeline can name: the tables of contents of all wings together.</summary>
/// <param name="Stages">Stages.</param>
/// <param name="Steps">Steps.</param>
/// <param name="Resources">Sections of named resources.</param>
public sealed record Catalogue(IReadOnlyList<StageEntry> Stages, IReadOnlyList<StepEntry> Steps, IReadOnlyList<ResourceEntry> Resources)
{
    /// <summary>Presets.</summary>
    public IReadOnlyList<PresetEntry> Presets { get; init; } = [];

    /// <summary>Nothing.</summary>
    public static Catalogue Empty { get; } = new([], [], []);

    /// <summary>Several catalogues as one.</summary>
    /// <exception cref="InvalidOperationException">Two entries have one name.</exception>
    public static Catalogue Merge(params IReadOnlyList<Catalogue> parts)
    {
        var merged = new Catalogue(
            [.. parts.SelectMany(p => p.Stages).OrderBy(s => s.Name, StringComparer.Ordinal)],
            [.. parts.SelectMany(p => p.Steps).OrderBy(s => s.Name, StringComparer.Ordinal)],
            [.. parts.SelectMany(p => p.Resources).OrderBy(s => s.Section, StringComparer.Ordinal)])
        {
            Presets = [.. parts.SelectMany(p => p.Presets).OrderBy(p => p.Name, StringComparer.Ordinal)],
        };
        var twice = merged.Stages.Select(s => s.Name).Concat(merged.Steps.Select(s => s.Name)).GroupBy(n => n).FirstOrDefault(g => g.Count() > 1)
            ?? merged.Presets.Select(p => p.Name).GroupBy(n => n).FirstOrDefault(g => g.Count() > 1);
        return twice is null ? merged : throw new InvalidOperationException($"two catalogue entries are named '{twice.Key}'");
    }
}
