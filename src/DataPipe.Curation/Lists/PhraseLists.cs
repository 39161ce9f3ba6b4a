using System.Buffers;
using System.Text;
using DataPipe.Core.Faults;
using DataPipe.Core.Steps;
using DataPipe.Text.Phrases;
using DataPipe.Text.Words;

namespace DataPipe.Curation.Lists;

/// <summary>Phrases that stand in options and in files, looked for in text of any case.</summary>
/// <param name="given">Those of the options.</param>
/// <param name="files">The files with more.</param>
/// <param name="access">Opens them.</param>
internal sealed class PhraseLists(IReadOnlyList<string> given, IReadOnlyList<StepFile> files, IStepFiles access) : IPreparedStep
{
    private PhraseSearch? _search;

    /// <summary>Whether there is anything to look for.</summary>
    internal bool IsEmpty => given.Count == 0 && files.Count == 0;

    /// <summary>Reads the files, once for all tasks of a process.</summary>
    /// <exception cref="FaultException">DP1266: one is damaged, or no list of lines.</exception>
    public void Prepare()
    {
        if (!IsEmpty) _search = access.Share(StepFileSearch.Key($"phrases {string.Join('\n', given)}", files), Load);
    }

    /// <summary>Whether one of them stands anywhere in the text.</summary>
    internal bool AnyIn(ReadOnlySpan<byte> text) => _search is { } search && Find(text, search, static (s, t) => s.IsIn(t));

    /// <summary>Looks for phrases that are lower-cased themselves: letters of ASCII match whatever their case, and a text with others is lower-cased first.</summary>
    internal static bool Find(ReadOnlySpan<byte> text, PhraseSearch search, Look look)
    {
        if (Ascii.IsValid(text)) return look(search, text);
        var rented = ArrayPool<byte>.Shared.Rent(checked(3 * text.Length)); // a malformed byte becomes U+FFFD, which has three
        try
        {
            return look(search, rented.AsSpan(0, Utf8Case.ToLower(text, rented)));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }

    private PhraseSearch Load()
    {
        HashSet<string> phrases = [.. given.Select(p => p.ToLowerInvariant())];
        foreach (var file in files) ListFile.Read(file, access, line => phrases.Add(Encoding.UTF8.GetString(line).ToLowerInvariant()));
        return new PhraseSearch([.. phrases.Order(StringComparer.Ordinal).Select(Encoding.UTF8.GetBytes)]);
    }

    /// <summary>Whether a search finds a phrase in a text.</summary>
    internal delegate bool Look(PhraseSearch search, ReadOnlySpan<byte> lower);
}
