using System.Text;
using DataPipe.Core.Steps;
using DataPipe.Curation.Lists;
using DataPipe.Text.Hashing;
using DataPipe.Text.Words;

namespace DataPipe.Curation.Filters.Cleaning;

/// <summary>The pass over lines of <see cref="CleanLinesStep"/>.</summary>
internal sealed class CleanLinePass : ILinePass, IPreparedStep
{
    private const int GroundsFrom = 3; // signals before those of the grounds

    private readonly CleanLinesOptions _options;
    private readonly PhraseLists _phrases;
    private readonly Rune[] _bullets;
    private readonly bool _countsWords, _countsCharacters;
    private readonly int[] _removedBy = new int[Enum.GetValues<LineGround>().Length];
    private readonly SeenTexts _seen = new();
    private long _words, _removedWords;
    private int _kept, _removed, _emptyLines;

    internal CleanLinePass(CleanLinesOptions options, PhraseLists phrases)
    {
        (_options, _phrases, _bullets) = (options, phrases, [.. options.BulletMarks.EnumerateRunes()]);
        _countsWords = options.Signals || options.MinWords is not null || options.MaxWords is not null || options.MaxRemovedWordFraction is not null;
        _countsCharacters = options.MaxUppercaseFraction is not null || options.MaxNumericFraction is not null || options.MaxSymbolFraction is not null;
    }

    /// <inheritdoc/>
    public LineRule Lines => _options.Unit == LineUnit.Paragraph ? LineRule.BlankLine : LineRule.Newline;

    /// <inheritdoc/>
    public ReadOnlySpan<byte> Separator => _options.Unit == LineUnit.Paragraph && _options.MaxNewlines is null or > 1 ? "\n\n"u8 : "\n"u8;

    /// <inheritdoc/>
    public void Prepare() => _phrases.Prepare();

    /// <inheritdoc/>
    public void Start(ReadOnlySpan<byte> text, int lines, Span<byte> scratch)
    {
        _removedBy.AsSpan().Clear();
        (_words, _removedWords, _kept, _removed, _emptyLines) = (0, 0, 0, 0, 0);
        if (_options.RemoveRepeated) _seen.Reset(lines);
    }

    /// <inheritdoc/>
    public LineFate Take(ref ReadOnlySpan<byte> line, Span<byte> destination, Span<byte> scratch)
    {
        if (_options.Trim != LineTrim.None) line = Whitespace.TrimEnd(line);
        if (_options.Trim == LineTrim.Both) line = Whitespace.TrimStart(line);
        // A line that was removed ends no run of empty ones: those before and behind it come together.
        if (line.IsEmpty) return _options.Unit == LineUnit.Paragraph || ++_emptyLines >= _options.MaxNewlines ? LineFate.Remove : LineFate.Keep;
        var text = Whitespace.Trim(line);
        if (text.IsEmpty) return Stays();
        var words = _countsWords ? Text.Words.Words.Count(text, WordRule.Whitespace) : 0;
        _words += words;
        if (Judge(ref line, text, words, scratch) is { } ground)
        {
            _removedBy[(int)ground]++;
            _removed++;
            _removedWords += words;
            return LineFate.Remove;
        }

        _kept++;
        return Stays();
    }

    /// <inheritdoc/>
    public double Of(int signal) => signal switch
    {
        0 => _kept,
        1 => _words == 0 ? 0 : (double)_removedWords / _words,
        2 => _removed,
        _ => _removedBy[signal - GroundsFrom],
    };

    private LineFate Stays()
    {
        _emptyLines = 0;
        return LineFate.Keep;
    }

    private LineGround? Judge(ref ReadOnlySpan<byte> line, ReadOnlySpan<byte> text, int words, Span<byte> scratch)
    {
        if (_options.Bullets != BulletLines.Keep && BulletBytes(text) is > 0 and var bullet)
        {
            if (_options.Bullets == BulletLines.Remove) return LineGround.Bullet;
            text = Whitespace.TrimStart(text[bullet..]);
            if (text.IsEmpty) return LineGround.Bullet;
            line = text;
            if (_countsWords) words = Text.Words.Words.Count(text, WordRule.Whitespace);
        }

        if (words < _options.MinWords || (_options.MinChars is { } least && Utf8Runes.Count(text) < least)) return LineGround.Short;
        if (words > _options.MaxWords || (_options.MaxChars is { } most && Utf8Runes.Count(text) > most)) return LineGround.Long;
        if (_options.RequireTerminalPunctuation && !IsEnded(text)) return LineGround.Unended;
        if (_countsCharacters && JudgeCharacters(LineCharacters.Of(text)) is { } ground) return ground;
        if (_phrases.AnyIn(text)) return LineGround.Phrase;
        return _options.RemoveRepeated && !_seen.Add(AsciiLower.Copy(text, scratch)) ? LineGround.Repeated : null;
    }

    private LineGround? JudgeCharacters(LineCharacters characters)
    {
        double chars = characters.Chars;
        if (characters.Capitals / chars > _options.MaxUppercaseFraction) return LineGround.Uppercase;
        if (characters.Digits / chars > _options.MaxNumericFraction) return LineGround.Numeric;
        return characters.Symbols / chars > _options.MaxSymbolFraction ? LineGround.Symbols : null;
    }

    private int BulletBytes(ReadOnlySpan<byte> text)
    {
        Rune.DecodeFromUtf8(text, out var first, out var bytes);
        return Array.IndexOf(_bullets, first) >= 0 ? bytes : 0;
    }

    private static bool IsEnded(ReadOnlySpan<byte> text)
    {
        Rune.DecodeLastFromUtf8(text, out var last, out _);
        return (CharacterClass.IsSentenceTerminal(last) && !text.EndsWith("..."u8)) || last.Value is '"' or '\'' or '”' or '’' or '»' or '」' or '』';
    }
}
