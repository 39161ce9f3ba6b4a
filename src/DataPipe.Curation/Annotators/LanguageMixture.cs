using System.Globalization;
using System.Text;
using DataPipe.Text.Words;

namespace DataPipe.Curation.Annotators;

/// <summary>The languages of a text by its lines: what share of its characters stands in lines of each. One a task.</summary>
internal sealed class LanguageMixture(ILanguageGuesser guesser)
{
    /// <summary>Characters of the shortest line that is asked; shorter ones say too little.</summary>
    internal const int MinLineCharacters = 20;

    private readonly List<(string Language, long Characters)> _languages = [];
    private long _all;

    /// <summary>Reads a text.</summary>
    internal void Read(ReadOnlySpan<byte> utf8)
    {
        _languages.Clear();
        _all = 0;
        foreach (var line in Lines.Of(utf8, LineRule.Newline))
        {
            var characters = Utf8Runes.Count(line);
            if (characters < MinLineCharacters) continue;
            Add(guesser.Guess(line).Language, characters);
        }
    }

    /// <summary>The share of the characters in lines of <paramref name="language"/>, 0..1; 1 where no line is long enough to tell.</summary>
    internal double ShareOf(string language)
    {
        if (_all == 0) return 1;
        foreach (var (known, characters) in _languages)
            if (known == language) return (double)characters / _all;
        return 0;
    }

    /// <summary>Languages with their shares in hundredths, the largest first, such as <c>en:0.83 de:0.17</c>; empty where no line is long enough to tell.</summary>
    public override string ToString()
    {
        _languages.Sort((a, b) => b.Characters.CompareTo(a.Characters) is var order and not 0 ? order : string.CompareOrdinal(a.Language, b.Language));
        var text = new StringBuilder();
        foreach (var (language, characters) in _languages)
            if (characters * 200 >= _all) text.Append(CultureInfo.InvariantCulture, $"{(text.Length > 0 ? " " : "")}{language}:{(double)characters / _all:0.00}");
        return text.ToString();
    }

    private void Add(string language, long characters)
    {
        _all += characters;
        for (var i = 0; i < _languages.Count; i++)
        {
            if (_languages[i].Language != language) continue;
            _languages[i] = (language, _languages[i].Characters + characters);
            return;
        }
        _languages.Add((language, characters));
    }
}
