using System.Text;
using DataPipe.Parquet.Reading;
using DataPipe.Parquet.Schema;
using DataPipe.Parquet.Tests.Support;
using DataPipe.Parquet.Writing;

namespace DataPipe.Parquet.Tests;

public sealed class ReadmeTests
{
    [Fact]
    public async Task The_example_writes_and_reads_conversations()
    {
        (string Id, double? Score, (string Role, string Content)[] Messages)[] conversations =
        [
            ("a", 0.5, [("user", "Hi?"), ("assistant", "Hello.")]),
            ("b", null, []),
            ("c", 1, [("user", "Bye.")]),
        ];
        var stream = new MemoryStream();
        var cancellation = CancellationToken.None;
        var shown = new List<string>();
        void Show(ReadOnlySpan<byte> text) => shown.Add(Encoding.UTF8.GetString(text));

        // README begins
        var schema = new ParquetSchema(
        [
            SchemaNode.String("id"),
            SchemaNode.Double("score", optional: true),
            SchemaNode.List("messages", optional: false, SchemaNode.Struct("message", optional: false,
                SchemaNode.String("role"), SchemaNode.String("content"))),
        ]);
        await using (var writer = new ParquetWriter(stream, schema, new ParquetWriterOptions()))
        {
            foreach (var (id, score, messages) in conversations)
            {
                writer.Column(0).Append(id);
                if (score is { } number)
                    writer.Column(1).Append(number);
                else
                    writer.Column(1).AppendNull(definition: 0, repetition: 0);
                for (var i = 0; i < messages.Length; i++)
                {
                    writer.Column(2).Append(messages[i].Role, definition: 1, repetition: i == 0 ? 0 : 1);
                    writer.Column(3).Append(messages[i].Content, definition: 1, repetition: i == 0 ? 0 : 1);
                }
                if (messages.Length == 0)
                {
                    writer.Column(2).AppendNull(definition: 0, repetition: 0);
                    writer.Column(3).AppendNull(definition: 0, repetition: 0);
                }
                writer.EndRow();
                await writer.FlushIfFullAsync(cancellation);
            }
            await writer.FinishAsync(cancellation);
        }

        await using var reader = await ParquetReader.OpenAsync(stream, "conversations.parquet", cancellation);
        var content = reader.Schema.FindLeaf("messages.list.element.content")!;
        for (var group = 0; group < reader.RowGroups.Count; group++)
        {
            using var chunk = await reader.ReadAsync(group, content.Index, cancellation);
            for (var i = 0; i < chunk.ValueCount; i++)
                Show(chunk.Bytes(i));
        }
        // README ends

        Assert.Equal(["Hi?", "Hello.", "Bye."], shown);
        var roles = await reader.ReadAsync(0, 2, cancellation);
        Assert.Equal([1, 1, 0, 1], roles.Definitions.ToArray());
        Assert.Equal([0, 1, 0, 0], roles.Repetitions.ToArray());
    }

    [Fact]
    public void The_README_shows_the_example_that_is_tested()
    {
        var readme = File.ReadAllText(Path.Combine(SharedFiles.Root, "src", "DataPipe.Parquet", "README.md"));
        var source = File.ReadAllText(Path.Combine(SharedFiles.Root, "tests", "DataPipe.Parquet.Tests", "ReadmeTests.cs"));
        var tested = Between(source, "// README begins\n", "        // README ends\n").Replace("\n        ", "\n", StringComparison.Ordinal).TrimStart();
        Assert.Equal(tested, Between(readme, "```csharp\n", "```\n"));
    }

    private static string Between(string text, string start, string end)
    {
        text = text.ReplaceLineEndings("\n");
        var from = text.IndexOf(start, StringComparison.Ordinal) + start.Length;
        return text[from..text.IndexOf(end, from, StringComparison.Ordinal)];
    }
}
