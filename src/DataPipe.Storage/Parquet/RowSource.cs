using DataPipe.Core.Records;

namespace DataPipe.Storage.Parquet;

/// <summary>Takes the fields of one record out of the leaf columns, in schema order.</summary>
internal sealed class RowSource(IReadOnlyList<ColumnCursor> cursors)
{
    private int _leaf;

    public void Begin() => _leaf = 0;

    public string Text() => Next() is var cursor && cursor.Next() ? cursor.Text() : "";

    public string? OptionalText() => Next() is var cursor && cursor.Next() ? cursor.Text() : null;

    public Utf8Text Utf8() => Next() is var cursor && cursor.Next() ? new Utf8Text(cursor.Memory()) : default;

    public DateTimeOffset? OptionalTime() =>
        Next() is var cursor && cursor.Next() ? DateTimeOffset.UnixEpoch.AddTicks(cursor.Integer() * TimeSpan.TicksPerMicrosecond) : null;

    public long Integer() => Next() is var cursor && cursor.Next() ? cursor.Integer() : 0;

    public int Small() => Next() is var cursor && cursor.Next() ? cursor.Small() : 0;

    public double Number() => Next() is var cursor && cursor.Next() ? cursor.Number() : 0;

    public bool Flag() => Next() is var cursor && cursor.Next() && cursor.Flag();

    public decimal? OptionalCost() => Next() is var cursor && cursor.Next() ? cursor.Decimal() : null;

    /// <summary>A list of texts; empty when it is absent.</summary>
    public IReadOnlyList<string> Texts()
    {
        var cursor = Next();
        var values = new string[cursor.ListLength()];
        for (var i = 0; i < values.Length; i++)
        {
            cursor.Next();
            values[i] = cursor.Text();
        }

        return values;
    }

    public IReadOnlyList<ChatMessage> Messages()
    {
        var (role, content, reasoning) = (Next(), Next(), Next());
        var messages = new ChatMessage[role.ListLength()];
        Same(messages.Length, content);
        if (messages.Length == 0) reasoning.Next(); // The place of an empty list.
        for (var i = 0; i < messages.Length; i++)
        {
            role.Next();
            content.Next();
            messages[i] = new ChatMessage(role.Text(), content.Text()) { Reasoning = reasoning.Next() ? reasoning.Text() : null };
        }

        return messages;
    }

    /// <summary>A list of citations; empty when it is absent.</summary>
    public IReadOnlyList<Citation> Citations()
    {
        var (document, start, end, text) = (Next(), Next(), Next(), Next());
        var citations = new Citation[document.ListLength()];
        Same(citations.Length, start);
        Same(citations.Length, end);
        Same(citations.Length, text);
        for (var i = 0; i < citations.Length; i++)
        {
            document.Next();
            start.Next();
            end.Next();
            text.Next();
            citations[i] = new Citation(document.Text(), start.Small(), end.Small(), text.Text());
        }

        return citations;
    }

    public IReadOnlyList<JudgeVerdict> Verdicts()
    {
        var (judge, swapped, winner, rationale) = (Next(), Next(), Next(), Next());
        var verdicts = new JudgeVerdict[judge.ListLength()];
        Same(verdicts.Length, swapped);
        Same(verdicts.Length, winner);
        Same(verdicts.Length, rationale);
        for (var i = 0; i < verdicts.Length; i++)
        {
            judge.Next();
            swapped.Next();
            winner.Next();
            rationale.Next();
            verdicts[i] = new JudgeVerdict(judge.Text(), swapped.Flag(), winner.Text(), rationale.Text());
        }

        return verdicts;
    }

    public NoteValue Note(NoteType type)
    {
        var cursor = Next();
        if (type == NoteType.Vector) return NoteValue.Of(cursor.Floats());
        if (!cursor.Next()) return NoteValue.Absent;
        return type switch
        {
            NoteType.Integer => NoteValue.Of(cursor.Integer()),
            NoteType.Number => NoteValue.Of(cursor.Number()),
            NoteType.Boolean => NoteValue.Of(cursor.Flag()),
            _ => NoteValue.Of(cursor.Text()),
        };
    }

    // The leaves of one list of structs hold one list length.
    private static void Same(int length, ColumnCursor sibling)
    {
        if (sibling.ListLength() != length) throw new ArgumentException("lists of different lengths in one row");
    }

    private ColumnCursor Next() => cursors[_leaf++];
}
