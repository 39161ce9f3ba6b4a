using DataPipe.Core.Datasets;
using DataPipe.Core.Faults;
using DataPipe.Core.Records;
using DataPipe.Core.Steps;

namespace DataPipe.Core.Tests.Steps;

/// <summary>Small steps on documents, and the words to build chains of them.</summary>
internal static class Word
{
    public static readonly DropReason TooShort = new("too-short");
    public static readonly DropReason Empty = new("empty");

    public static readonly StepEntry Upper = Entry("upper", _ => new UpperCase());
    public static readonly StepEntry Trim = Entry("trim", _ => new Trimmer());
    public static readonly StepEntry Length = Entry("length", _ => new LengthNote()).Adding(new NoteColumn("length_bytes", NoteType.Integer, "Length, in bytes."));
    public static readonly StepEntry LongEnough = Entry("long-enough", o => new MinLength(o.MinBytes));
    public static readonly StepEntry Explode = Entry("explode", o => new Bomb(o.Fuse));

    /// <summary>Measures, changes and judges in one.</summary>
    public static readonly StepEntry Everything = Entry("everything", _ => new AllInOne()).Adding(
        new NoteColumn("first", NoteType.Text, "First letter after the change."), new NoteColumn("never", NoteType.Number, "Always absent."));

    /// <summary>Looks for a column that an earlier step adds.</summary>
    public static readonly StepEntry LengthAtLeast = StepEntry.OfAny<WordOptions>("length-at-least", 1, "Judges by a column.", [TooShort], (options, scope) =>
    {
        var column = scope.Input.IndexOf("length_bytes");
        if (column < 0) scope.Faults.Add("DP1013", "no column 'length_bytes' reaches the step", scope.At);
        return new ByNote(column, options.MinBytes);
    });

    public static readonly StepEntry OnSamples = StepEntry.Of<Sample, WordOptions>("on-samples", 1, "Does nothing to samples.", [], _ => new object());

    public static Document Document(string id, string text) => new(id, Utf8Text.From(text), "web");

    public static StepUse Use(StepEntry entry, WordOptions? options = null, int line = 1) => new(entry, options ?? new WordOptions(), new SourcePosition("p.yaml", line, 3));

    public static ChainPlan Plan(params IReadOnlyList<StepUse> steps) => Plan(DatasetSchema.Of(RecordType.Document), steps);

    public static ChainPlan Plan(DatasetSchema input, params IReadOnlyList<StepUse> steps)
    {
        var faults = new FaultList();
        var plan = ChainPlan.Build(input, steps, faults);
        faults.ThrowIfAny();
        return plan;
    }

    private static StepEntry Entry(string name, Func<WordOptions, object> create) =>
        StepEntry.Of<Document, WordOptions>(name, 1, "A step of a test.", [TooShort, Empty], create);

    internal sealed record WordOptions
    {
        public int MinBytes { get; init; } = 3;

        public string Fuse { get; init; } = "boom";
    }

    private sealed class UpperCase : IMap<Document>
    {
        public Document Map(Document record)
        {
            var upper = record.Text.ToString().ToUpperInvariant();
            return upper == record.Text.ToString() ? record : record with { Text = Utf8Text.From(upper) };
        }
    }

    private sealed class Trimmer : ICleaner<Document>
    {
        public Verdict Clean(Document record, out Document cleaned)
        {
            var text = record.Text.ToString().Trim();
            cleaned = text.Length == record.Text.ToString().Length ? record : record with { Text = Utf8Text.From(text) };
            return Verdict.DropIf(text.Length == 0, Empty);
        }
    }

    private sealed class LengthNote : IAnnotator<Document>
    {
        public void Measure(Document record, Span<NoteValue> notes) => notes[0] = NoteValue.Of((long)record.Text.LengthBytes);
    }

    private sealed class MinLength(int minBytes) : IFilter<Document>
    {
        public Verdict Judge(Document record) => Verdict.DropIf(record.Text.LengthBytes < minBytes, TooShort);
    }

    private sealed class ByNote(int column, int min) : IFilter<Document>
    {
        public Verdict Judge(Document record) => Verdict.DropIf(record.Notes[column].Integer < min, TooShort);
    }

    private sealed class Bomb(string fuse) : IFilter<Document>
    {
        public Verdict Judge(Document record) =>
            record.Text.ToString().Contains(fuse, StringComparison.Ordinal) ? throw new FormatException($"cannot stand '{fuse}'") : Verdict.Keep;
    }

    private sealed class AllInOne : IMap<Document>, IAnnotator<Document>, IFilter<Document>
    {
        public Document Map(Document record) => record with { Text = Utf8Text.From("m" + record.Text) };

        public void Measure(Document record, Span<NoteValue> notes) => notes[0] = NoteValue.Of(record.Text.ToString()[..1]);

        // Judges what it measured itself.
        public Verdict Judge(Document record) => Verdict.DropIf(record.Notes[0].Text != "m", Empty);
    }
}
