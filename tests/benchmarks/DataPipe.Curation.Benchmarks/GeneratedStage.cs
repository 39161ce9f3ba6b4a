using System.Globalization;
using DataPipe.Core.Datasets;
using DataPipe.Core.Records;
using DataPipe.Core.Stages;
using DataPipe.Text.Hashing;

namespace DataPipe.Curation.Benchmarks;

/// <summary>
/// Makes documents of about 1 kB: 70 % are alone or the first of their text; 2 % are one and the same text; 28 % are copies of others, few of which have many, half of them with a few words changed.
/// Every document is a function of its number.
/// </summary>
internal sealed class GeneratedStage(GeneratedOptions options) : IStage
{
    private const int Words = 170, Vocabulary = 50_000;
    private static readonly byte[][] Table = [.. Enumerable.Range(0, Vocabulary).Select(Word)];

    public DatasetSchema Output { get; } = DatasetSchema.Of(RecordType.Document);

    public IReadOnlyList<Phase> Plan(IReadOnlyList<StageInput> inputs)
    {
        var tasks = (options.Documents + options.ShardDocuments - 1) / options.ShardDocuments;
        return [new Phase("make", [.. Enumerable.Range(0, (int)tasks).Select(i => new TaskSpec("make", i))])];
    }

    public async Task RunAsync(TaskSpec task, ITaskContext context, CancellationToken cancellation)
    {
        await using var output = context.CreateOutput<Document>();
        var first = task.Index * options.ShardDocuments;
        for (var i = first; i < Math.Min(first + options.ShardDocuments, options.Documents); i++)
        {
            var document = Make((ulong)i);
            context.Tally.In(document.Tokens, document.SizeBytes);
            context.Tally.Out(document.Tokens);
            await output.WriteAsync(document, cancellation);
        }

        await output.CommitAsync(cancellation);
    }

    private static Document Make(ulong number)
    {
        var chance = Mix64.Of(number) % 100;
        // Of copies, a square makes some texts far more frequent than others.
        var pick = Mix64.ToUnitInterval(Mix64.Of(number ^ 0x5EED));
        var text = chance < 2 ? 0 : chance < 30 ? (ulong)(pick * pick * number) : number;
        var changed = chance is >= 2 and < 16 ? number : 0;
        var bytes = new byte[Words * 9];
        var written = 0;
        for (ulong word = 0; word < Words; word++)
        {
            var isChanged = changed != 0 && word % 57 == 20;
            var entry = Table[Mix64.Combine(isChanged ? changed : text, word) % Vocabulary];
            entry.CopyTo(bytes, written);
            written += entry.Length;
        }

        return new Document(string.Create(CultureInfo.InvariantCulture, $"generated-{number:000000000}"), new Utf8Text(bytes.AsMemory(0, written)), "generated") { Tokens = Words };
    }

    private static byte[] Word(int index)
    {
        var bits = Mix64.Of((ulong)index + 1);
        var word = new byte[3 + (int)(bits % 6)];
        for (var i = 0; i < word.Length - 1; i++) word[i] = (byte)('a' + (bits >> (8 + 5 * i)) % 26);
        word[^1] = (byte)' ';
        return word;
    }
}
