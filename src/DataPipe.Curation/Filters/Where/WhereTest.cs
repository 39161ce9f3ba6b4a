using DataPipe.Core.Records;
using DataPipe.Core.Steps;

namespace DataPipe.Curation.Filters.Where;

/// <summary>A bound condition on the values of one column.</summary>
internal sealed class WhereTest(WhereOptions options, NoteType type, IReadOnlyList<string> texts, double[] numbers)
{
    private readonly HashSet<string> _texts = new(texts, StringComparer.Ordinal);
    private readonly bool _isListed = options.Is is not null || options.In is not null;

    internal Verdict Judge(NoteValue value)
    {
        if (!value.HasValue) return Verdict.DropIf(!options.KeepAbsent, WhereStep.Absent);
        if (type == NoteType.Text) return Verdict.DropIf(_isListed && !_texts.Contains(value.Text!), WhereStep.OtherValue);
        var number = type switch
        {
            NoteType.Integer => value.Integer,
            NoteType.Boolean => value.Boolean ? 1 : 0,
            _ => value.Number,
        };
        if (double.IsNaN(number)) return Verdict.DropIf(!options.KeepAbsent, WhereStep.Absent);
        if (number < options.Min) return Verdict.Drop(WhereStep.BelowMin);
        if (number > options.Max) return Verdict.Drop(WhereStep.AboveMax);
        return Verdict.DropIf(_isListed && !numbers.AsSpan().Contains(number), WhereStep.OtherValue);
    }
}
