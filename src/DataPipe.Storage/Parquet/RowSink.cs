using DataPipe.Core.Records;
using DataPipe.Parquet.Writing;

namespace DataPipe.Storage.Parquet;

/// <summary>Puts the fields of one record into the leaf columns, in schema order.</summary>
internal sealed class RowSink
{
    // 10^Provenance.CostDecimals.
    private const decimal CostUnits = 1_000_000_000;

    private ParquetWriter _writer = null!;
    private int _leaf;

    public void Begin(ParquetWriter writer) => (_writer, _leaf) = (writer, 0);

    public void Text(string value) => Next().Append(value);

    public void Text(ReadOnlySpan<byte> utf8) => Next().Append(utf8);

    public void OptionalText(string? value)
    {
        if (value is null) Next().AppendNull(0, 0);
        else Next().Append(value, 1, 0);
    }

    public void OptionalTime(DateTimeOffset? value)
    {
        if (value is null) Next().AppendNull(0, 0);
        else Next().Append(Microseconds(value.Value), 1, 0);
    }

    public void Integer(long value) => Next().Append(value);

    public void Small(int value) => Next().Append(value);

    public void Number(double value) => Next().Append(value);

    public void Flag(bool value) => Next().Append(value);

    /// <summary>A required list of required texts.</summary>
    public void Texts(IReadOnlyList<string> values)
    {
        var column = Next();
        if (values.Count == 0) column.AppendNull(0, 0);
        for (var i = 0; i < values.Count; i++) column.Append(values[i], 1, i == 0 ? 0 : 1);
    }

    /// <summary>An optional list of required texts, which is absent when there are none.</summary>
    public void OptionalTexts(IReadOnlyList<string> values)
    {
        var column = Next();
        if (values.Count == 0) column.AppendNull(0, 0);
        for (var i = 0; i < values.Count; i++) column.Append(values[i], 2, i == 0 ? 0 : 1);
    }

    /// <summary>An optional amount of money, rounded to the digits that are kept.</summary>
    public void OptionalCost(decimal? value)
    {
        if (value is { } cost) Next().Append(decimal.ToInt64(decimal.Round(cost * CostUnits)), 1, 0);
        else Next().AppendNull(0, 0);
    }

    /// <summary>A required list of required structs of role, content and optional reasoning.</summary>
    public void Messages(IReadOnlyList<ChatMessage> messages)
    {
        var (role, content, reasoning) = (Next(), Next(), Next());
        if (messages.Count == 0)
        {
            role.AppendNull(0, 0);
            content.AppendNull(0, 0);
            reasoning.AppendNull(0, 0);
        }

        for (var i = 0; i < messages.Count; i++)
        {
            var repetition = i == 0 ? 0 : 1;
            role.Append(messages[i].Role, 1, repetition);
            content.Append(messages[i].Content, 1, repetition);
            if (messages[i].Reasoning is { } thought) reasoning.Append(thought, 2, repetition);
            else reasoning.AppendNull(1, repetition);
        }
    }

    /// <summary>An optional list of required citations, which is absent when there are none.</summary>
    public void Citations(IReadOnlyList<Citation> citations)
    {
        var (document, start, end, text) = (Next(), Next(), Next(), Next());
        if (citations.Count == 0)
        {
            document.AppendNull(0, 0);
            start.AppendNull(0, 0);
            end.AppendNull(0, 0);
            text.AppendNull(0, 0);
        }

        for (var i = 0; i < citations.Count; i++)
        {
            var repetition = i == 0 ? 0 : 1;
            document.Append(citations[i].Document, 2, repetition);
            start.Append(citations[i].Start, 2, repetition);
            end.Append(citations[i].End, 2, repetition);
            text.Append(citations[i].Text, 2, repetition);
        }
    }

    /// <summary>A required list of required verdicts.</summary>
    public void Verdicts(IReadOnlyList<JudgeVerdict> verdicts)
    {
        var (judge, swapped, winner, rationale) = (Next(), Next(), Next(), Next());
        if (verdicts.Count == 0)
        {
            judge.AppendNull(0, 0);
            swapped.AppendNull(0, 0);
            winner.AppendNull(0, 0);
            rationale.AppendNull(0, 0);
        }

        for (var i = 0; i < verdicts.Count; i++)
        {
            var repetition = i == 0 ? 0 : 1;
            judge.Append(verdicts[i].Judge, 1, repetition);
            swapped.Append(verdicts[i].Swapped, 1, repetition);
            winner.Append(verdicts[i].Winner, 1, repetition);
            rationale.Append(verdicts[i].Rationale, 1, repetition);
        }
    }

    /// <summary>An annotation, which is optional.</summary>
    public void Note(NoteType type, NoteValue value)
    {
        var column = Next();
        if (!value.HasValue) column.AppendNull(0, 0);
        else if (type == NoteType.Integer) column.Append(value.Integer, 1, 0);
        else if (type == NoteType.Number) column.Append(value.Number, 1, 0);
        else if (type == NoteType.Boolean) column.Append(value.Boolean, 1, 0);
        else if (type == NoteType.Vector) Vector(column, value.Vector!);
        else column.Append(value.Text!, 1, 0);
    }

    private static void Vector(ColumnBuffer column, float[] vector)
    {
        for (var i = 0; i < vector.Length; i++) column.Append(vector[i], 2, i == 0 ? 0 : 1);
    }

    private static long Microseconds(DateTimeOffset time) => (time.UtcTicks - DateTimeOffset.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond;

    private ColumnBuffer Next() => _writer.Column(_leaf++);
}
