using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using DataPipe.Parquet.Schema;
using DataPipe.Parquet.Writing;
using DataPipe.Synthesis.Export;

namespace DataPipe.Cli.Exporting;

/// <summary>One exported file, JSON Lines or Parquet, that has its name when it is whole.</summary>
internal sealed class ExportFile : IAsyncDisposable
{
    private static readonly byte[] LineEnd = [(byte)'\n'];
    private readonly string _path;
    private readonly IReadOnlyList<ExportColumn> _columns;
    private readonly FileStream _file;
    private readonly ParquetWriter? _parquet;
    private readonly ArrayBufferWriter<byte> _line = new();
    private readonly Utf8JsonWriter _json;

    /// <summary>Begins a file.</summary>
    public ExportFile(string path, IReadOnlyList<ExportColumn> columns, bool parquet)
    {
        (_path, _columns) = (path, columns);
        _file = new FileStream(path + ".tmp", FileMode.Create, FileAccess.Write, FileShare.None, 1 << 16);
        _json = new Utf8JsonWriter(_line, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        _parquet = parquet ? new ParquetWriter(_file, new ParquetSchema([.. columns.Select(Node)]), new ParquetWriterOptions()) : null;
    }

    /// <summary>Rows written.</summary>
    public long Rows { get; private set; }

    public async ValueTask WriteAsync(IReadOnlyList<ExportValue> row, CancellationToken cancellation)
    {
        Rows++;
        if (_parquet is not null)
        {
            var leaf = 0;
            for (var i = 0; i < _columns.Count; i++) Append(_parquet, _columns[i], row[i], ref leaf);
            _parquet.EndRow();
            await _parquet.FlushIfFullAsync(cancellation);
            return;
        }

        _line.ResetWrittenCount();
        _json.Reset();
        ExportJson.Write(_json, _columns, row);
        await _json.FlushAsync(cancellation);
        await _file.WriteAsync(_line.WrittenMemory, cancellation);
        await _file.WriteAsync(LineEnd, cancellation);
    }

    /// <summary>Ends the file and gives it its name.</summary>
    public async Task CommitAsync(CancellationToken cancellation)
    {
        if (_parquet is not null) await _parquet.FinishAsync(cancellation);
        await _file.FlushAsync(cancellation);
        await _file.DisposeAsync();
        File.Move(_path + ".tmp", _path, overwrite: true);
    }

    public async ValueTask DisposeAsync()
    {
        if (_parquet is not null) await _parquet.DisposeAsync();
        await _json.DisposeAsync();
        await _file.DisposeAsync();
        File.Delete(_path + ".tmp");
    }

    private static SchemaNode Node(ExportColumn column) => column.Kind switch
    {
        ExportKind.Text => SchemaNode.String(column.Name),
        ExportKind.OptionalText => SchemaNode.String(column.Name, optional: true),
        ExportKind.Flag => SchemaNode.Boolean(column.Name),
        ExportKind.Turns => Turns(column.Name, column),
        _ => SchemaNode.Struct(column.Name, optional: false, Turns("messages", column)),
    };

    private static SchemaNode Turns(string name, ExportColumn column)
    {
        SchemaNode[] fields = [SchemaNode.String(column.RoleName), SchemaNode.String(column.ContentName), .. column.HasThinking ? new[] { SchemaNode.String("thinking", optional: true) } : []];
        return SchemaNode.List(name, optional: false, SchemaNode.Struct("element", optional: false, fields));
    }

    private static void Append(ParquetWriter writer, ExportColumn column, ExportValue value, ref int leaf)
    {
        switch (value)
        {
            case ExportValue.Text text when column.Kind == ExportKind.OptionalText: writer.Column(leaf++).Append(text.Value, definition: 1, repetition: 0); return;
            case ExportValue.Missing: writer.Column(leaf++).AppendNull(definition: 0, repetition: 0); return;
            case ExportValue.Text text: writer.Column(leaf++).Append(text.Value); return;
            case ExportValue.Flag flag: writer.Column(leaf++).Append(flag.Value); return;
        }

        // The list is there and not empty: one level for its repetition, one more where the field itself may be missing.
        var turns = value is ExportValue.Request request ? request.Messages : ((ExportValue.Turns)value).Value;
        for (var i = 0; i < turns.Count; i++)
        {
            var repetition = i == 0 ? 0 : 1;
            writer.Column(leaf).Append(turns[i].Role, definition: 1, repetition);
            writer.Column(leaf + 1).Append(turns[i].Content, definition: 1, repetition);
            if (!column.HasThinking) continue;
            if (turns[i].Thinking is { } thinking) writer.Column(leaf + 2).Append(thinking, definition: 2, repetition);
            else writer.Column(leaf + 2).AppendNull(definition: 1, repetition);
        }

        leaf += column.HasThinking ? 3 : 2;
    }
}
