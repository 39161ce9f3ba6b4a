using DataPipe.Core.Catalogues;

namespace DataPipe.Curation.Presets;

/// <summary>The presets of curation: one YAML fragment each, beside this file. Its first line, a comment, says what it is.</summary>
internal static class PresetFragments
{
    private const string Folder = "presets/";

    /// <summary>All of them, by name.</summary>
    internal static IReadOnlyList<PresetEntry> All()
    {
        var assembly = typeof(PresetFragments).Assembly;
        return [.. assembly.GetManifestResourceNames().Where(n => n.StartsWith(Folder, StringComparison.Ordinal)).Order(StringComparer.Ordinal).Select(name =>
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
            var text = reader.ReadToEnd();
            return new PresetEntry(name[Folder.Length..], text[..text.IndexOf('\n', StringComparison.Ordinal)].TrimStart('#', ' '), text);
        })];
    }
}
