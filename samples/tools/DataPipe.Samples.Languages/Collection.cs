using System.Text;
using DataPipe.Text.Hashing;
using DataPipe.Text.Language;

namespace DataPipe.Samples.Languages;

/// <summary>
/// Gathers texts by language: each text once, none that is left untranslated (it occurs in English too, or in more than three languages),
/// at most <see cref="MaxSourceCharacters"/> of a package, spread over it evenly.
/// </summary>
internal sealed class Collection
{
    private const int MaxSourceCharacters = 800_000;
    private const int MaxSharing = 3;
    private readonly Dictionary<(string Language, Script Script, string Source), List<(ulong Key, string Text)>> _texts = [];
    private readonly Dictionary<ulong, HashSet<string>> _languages = [];

    /// <summary>Takes <paramref name="text"/> where it is text in a script its language is learnt in.</summary>
    internal void Add(TranslatedText text)
    {
        foreach (var paragraph in text.Text.Split("\n\n"))
        {
            if (PlainText.Of(paragraph) is not { } plain || !Labels.Has(text.Language, plain.Script)) continue;
            var key = XxHash64.Hash(Encoding.UTF8.GetBytes(plain.Text.ToLowerInvariant()));
            if (!_languages.TryGetValue(key, out var languages)) _languages[key] = languages = [];
            if (!languages.Add(text.Language)) continue;
            var place = (text.Language, plain.Script, text.Source);
            if (!_texts.TryGetValue(place, out var texts)) _texts[place] = texts = [];
            texts.Add((key, plain.Text));
        }
    }

    /// <summary>Writes a file a script and language into <paramref name="folder"/>, lines of source, tab and text; gives the characters of each.</summary>
    internal IEnumerable<(string Name, long Characters)> Write(string folder)
    {
        foreach (var language in _texts.GroupBy(t => (t.Key.Language, t.Key.Script)).OrderBy(g => g.Key.Script).ThenBy(g => g.Key.Language, StringComparer.Ordinal))
        {
            var name = $"{language.Key.Script}-{language.Key.Language}";
            long characters = 0;
            using var file = new StreamWriter(Path.Combine(folder, name + ".tsv"), append: false, new UTF8Encoding(false));
            foreach (var (place, texts) in language.OrderBy(t => t.Key.Source, StringComparer.Ordinal))
            {
                var own = texts.Where(t => language.Key.Language == "en" || IsTranslated(t.Key)).OrderBy(t => t.Key).ToList();
                var left = MaxSourceCharacters;
                foreach (var (_, text) in own)
                {
                    if ((left -= text.Length) < 0) break;
                    characters += text.Length;
                    file.WriteLine($"{place.Source}\t{text}");
                }
            }
            yield return (name, characters);
        }
    }

    private bool IsTranslated(ulong key) => _languages[key] is var languages && languages.Count <= MaxSharing && !languages.Contains("en");
}
