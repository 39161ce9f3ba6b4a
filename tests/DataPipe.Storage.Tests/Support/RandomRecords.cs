using DataPipe.Core.Datasets;
using DataPipe.Core.Records;
using FsCheck;
using FsCheck.Fluent;

namespace DataPipe.Storage.Tests.Support;

/// <summary>Generators of records of every type: nulls, empty texts and lists, every script, every type of note, present and absent.</summary>
internal static class RandomRecords
{
    private static readonly string[] Pieces =
        ["a", "word ", "\n", "\t", "\0", "\"", "\\", "é", "ß", "Ж", "ل", "漢字", "𝄞", "👩‍👩‍👧", "\u2028", "\uFEFF", "</script>", "\r\n", "0", "{}", "\u007F", "\u0080", "\uFFFD", "\uFFFF", new string('x', 300)];

    public static readonly IReadOnlyList<NoteColumn> NoteColumns =
    [
        new("count", NoteType.Integer, "An integer."), new("share", NoteType.Number, "A number."),
        new("is_it", NoteType.Boolean, "A truth."), new("label", NoteType.Text, "A text."),
        new("place", NoteType.Vector, "A vector."),
    ];

    private static readonly Gen<string> Text = Gen.Frequency((1, Gen.Constant("")), (6, Gen.Elements(Pieces).ArrayOf().Select(string.Concat)));

    private static readonly Gen<string?> OptionalText = Gen.Frequency((1, Gen.Constant<string?>(null)), (2, Text.Select(t => (string?)t)));

    private static readonly Gen<bool> Flag = Gen.Elements(false, true);

    private static readonly Gen<long> Whole = Gen.Frequency((4, Gen.Choose(-1000, 1000).Select(i => (long)i)), (1, Gen.Elements(long.MinValue, long.MaxValue, 0, -1)));

    private static readonly Gen<double> Number = Gen.Frequency(
        (4, Gen.Choose(-1_000_000, 1_000_000).Select(i => i / 977.0)), (1, Gen.Elements(0, -0.0, double.MaxValue, double.Epsilon, double.MinValue, 0.1)));

    // Parquet holds microseconds.
    private static readonly Gen<DateTimeOffset?> Time = Gen.Frequency(
        (1, Gen.Constant<DateTimeOffset?>(null)),
        (3, Gen.Choose(int.MinValue, int.MaxValue).Two().Select(s => (DateTimeOffset?)DateTimeOffset.UnixEpoch.AddSeconds(s.Item1).AddMicroseconds(Math.Abs(s.Item2 % 1_000_000)))));

    private static readonly Gen<Notes> Notes =
        from count in Whole
        from share in Number
        from flag in Flag
        from label in OptionalText
        from vector in Number.Select(n => (float)(n % 1000)).ArrayOf()
        from present in Flag.ArrayOf(5)
        select new Notes(
        [
            present[0] ? NoteValue.Of(count) : NoteValue.Absent, present[1] ? NoteValue.Of(share) : NoteValue.Absent,
            present[2] ? NoteValue.Of(flag) : NoteValue.Absent, present[3] ? NoteValue.Of(label) : NoteValue.Absent,
            present[4] ? NoteValue.Of(vector) : NoteValue.Absent,
        ]);

    private static readonly Gen<ChatMessage[]> Messages =
        (from role in Gen.Elements("system", "user", "assistant", "tool", "") from content in Text from reasoning in OptionalText select new ChatMessage(role, content) { Reasoning = reasoning }).ArrayOf();

    private static readonly Gen<Citation[]> Citations =
        (from document in Text from start in Gen.Choose(0, 1000) from length in Gen.Choose(0, 1000) from text in Text select new Citation(document, start, start + length, text)).ArrayOf();

    // Parquet holds 18 digits, nine of them behind the point.
    private static readonly Gen<decimal?> Cost = Gen.Frequency(
        (1, Gen.Constant<decimal?>(null)), (3, Gen.Choose(0, int.MaxValue).Select(i => (decimal?)i / 1_000_000_000)),
        (1, Gen.Elements<decimal?>(0, 1.50m, 0.000000001m, 999_999_998.999999999m, -2.5m)));

    private static readonly Gen<Provenance> Provenances =
        from generator in Text
        from teacher in OptionalText
        from simulated in Flag
        from prompt in OptionalText
        from parents in Text.ArrayOf()
        from model in OptionalText
        from requests in Text.ArrayOf()
        from cost in Cost
        from currency in OptionalText
        from use in OptionalText
        select new Provenance(generator, teacher, simulated, prompt, parents) { Model = model, Requests = requests, Cost = cost, Currency = currency, Use = use };

    private static readonly Gen<JudgeVerdict[]> Verdicts =
        (from judge in Text from swapped in Flag from winner in Gen.Elements("chosen", "rejected", "tie") from rationale in Text select new JudgeVerdict(judge, swapped, winner, rationale)).ArrayOf();

    public static Gen<Document> Documents { get; } =
        from texts in Text.ArrayOf(3)
        from optional in OptionalText.ArrayOf(3)
        from fetched in Time
        from published in Time
        from media in Gen.Elements(MediaTypes.Html, MediaTypes.Plain)
        from tokens in Whole
        from notes in Notes
        select new Document(texts[0], Utf8Text.From(texts[1]), texts[2])
        {
            Url = optional[0], Language = optional[1], Title = optional[2], FetchedAt = fetched, PublishedAt = published, MediaType = media, Tokens = tokens, Notes = notes,
        };

    public static Gen<Sample> Samples { get; } =
        from texts in Text.ArrayOf(4)
        from messages in Messages
        from classification in Flag
        from round in Gen.Choose(int.MinValue, int.MaxValue)
        from provenance in Provenances
        from truth in OptionalText
        from citations in Citations
        from tokens in Whole
        from notes in Notes
        select new Sample(texts[0], messages, new TaskLabel(texts[1], texts[2], texts[3], classification, round), provenance)
        {
            GroundTruth = truth, Citations = citations, Tokens = tokens, Notes = notes,
        };

    public static Gen<Preference> Preferences { get; } =
        from id in Text
        from turns in Messages.ArrayOf(3)
        from verdicts in Verdicts
        from provenance in Provenances
        from scores in Number.ArrayOf(2)
        from tokens in Whole
        from notes in Notes
        select new Preference(id, turns[0], turns[1], turns[2], verdicts, provenance) { ChosenScore = scores[0], RejectedScore = scores[1], Tokens = tokens, Notes = notes };

    public static DatasetSchema Schema(RecordType type) => new(type, NoteColumns);
}
