using DataPipe.Core.Records;
using DataPipe.Parquet.Schema;

namespace DataPipe.Storage.Parquet;

internal sealed class DocumentColumns : IRecordColumns<Document>
{
    public IReadOnlyList<SchemaNode> Columns { get; } =
    [
        SchemaNode.String("id"), SchemaNode.String("text"), SchemaNode.String("source"), SchemaNode.String("url", optional: true),
        SchemaNode.String("language", optional: true), SchemaNode.String("title", optional: true),
        SchemaNode.TimestampMicros("fetched_at", optional: true), SchemaNode.TimestampMicros("published_at", optional: true),
        SchemaNode.String("media_type"), SchemaNode.Int64("tokens"),
    ];

    public void Write(Document record, RowSink row)
    {
        row.Text(record.Id);
        row.Text(record.Text.Span);
        row.Text(record.Source);
        row.OptionalText(record.Url);
        row.OptionalText(record.Language);
        row.OptionalText(record.Title);
        row.OptionalTime(record.FetchedAt);
        row.OptionalTime(record.PublishedAt);
        row.Text(record.MediaType);
        row.Integer(record.Tokens);
    }

    public Document Read(RowSource row) => new(row.Text(), row.Utf8(), row.Text())
    {
        Url = row.OptionalText(),
        Language = row.OptionalText(),
        Title = row.OptionalText(),
        FetchedAt = row.OptionalTime(),
        PublishedAt = row.OptionalTime(),
        MediaType = row.Text() is { Length: > 0 } type ? type : MediaTypes.Plain,
        Tokens = row.Integer(),
    };
}
