using System.Text;
using DataPipe.Core.Records;
using DataPipe.Text.Privacy;

namespace DataPipe.Curation.Privacy;

/// <summary>
/// Finds and masks what is personal in the texts of one conversation. Equal finds get equal marks wherever they stand, so that a quotation says what the quoted turn says; finds beside the turns that repeat one of a turn
/// are masked and count once. Reusable memory of one thread.
/// </summary>
/// <param name="scanner">Finds.</param>
/// <param name="marks">What stands in their place.</param>
/// <param name="masks">Whether anything is replaced.</param>
internal sealed class ConversationMask(PersonalScanner scanner, PersonalMarks marks, bool masks) : ITextVisitor
{
    private readonly Dictionary<(PersonalKind Kind, string Text), string> _marked = [];
    private readonly int[] _counts = new int[PersonalMarks.Kinds.Count];
    private readonly int[] _different = new int[PersonalMarks.Kinds.Count];
    private byte[] _utf8 = [];

    /// <summary>Finds by kind since <see cref="Begin"/>.</summary>
    public ReadOnlySpan<int> Counts => _counts;

    /// <summary>All finds since <see cref="Begin"/>.</summary>
    public int Found { get; private set; }

    /// <summary>Another conversation.</summary>
    public void Begin()
    {
        Array.Clear(_counts);
        Array.Clear(_different);
        _marked.Clear();
        Found = 0;
    }

    /// <inheritdoc/>
    public string Visit(string text, TextPlace place)
    {
        if (text.Length == 0) return text;
        var most = Encoding.UTF8.GetMaxByteCount(text.Length);
        if (_utf8.Length < most) _utf8 = new byte[most];
        var utf8 = _utf8.AsSpan(0, Encoding.UTF8.GetBytes(text, _utf8));
        var found = scanner.Scan(utf8);
        if (found.IsEmpty) return text;
        var masked = masks ? new StringBuilder(text.Length) : null;
        int chars = 0, bytes = 0, copied = 0;
        foreach (var find in found)
        {
            // The text itself is copied and not its bytes, in which half a surrogate pair is something else.
            var start = chars + Encoding.UTF8.GetCharCount(utf8[bytes..find.Start]);
            chars = start + Encoding.UTF8.GetCharCount(utf8[find.Start..find.End]);
            bytes = find.End;
            var mark = Mark(find.Kind, text[start..chars], place);
            masked?.Append(text, copied, start - copied).Append(mark);
            copied = chars;
        }

        return masked?.Append(text, copied, text.Length - copied).ToString() ?? text;
    }

    private string Mark(PersonalKind kind, string found, TextPlace place)
    {
        var isKnown = _marked.TryGetValue((kind, found), out var mark);
        if (!isKnown) _marked[(kind, found)] = mark = marks.Text(kind, _different[(int)kind]++);
        if (!isKnown || place != TextPlace.Aside)
        {
            _counts[(int)kind]++;
            Found++;
        }

        return mark!;
    }
}
