using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using DataPipe.Teachers.Ledger;
using DataPipe.Teachers.OpenAi;

namespace DataPipe.Teachers.Batches;

/// <summary>Splits prompts into files of rows, by requests, bytes, tokens and endpoint. The same prompts give the same files.</summary>
internal sealed class BatchSplitter(TeacherOptions options, BatchOptions limits, string folder)
{
    private const int BytesPerToken = 3;

    /// <summary>Writes the files and returns the parts; prompts that no provider takes are in none. Files that are already there are written again, alike.</summary>
    public IReadOnlyList<BatchPart> Split(IReadOnlyList<Prompt> prompts)
    {
        var parts = new List<BatchPart>();
        foreach (var path in (string[])["chat/completions", "completions"])
            Split(prompts, path, parts);
        return parts;
    }

    private void Split(IReadOnlyList<Prompt> prompts, string path, List<BatchPart> parts)
    {
        Open? open = null;
        try
        {
            for (var i = 0; i < prompts.Count; i++)
            {
                if (OpenAiRequest.PathOf(prompts[i]) != path || PromptRules.FaultOf(prompts[i]) is not null)
                    continue;
                var row = RowOf(i, path, prompts[i]);
                if (open is not null && !open.Takes(row.Length, limits))
                {
                    parts.Add(open.Close());
                    open.Dispose();
                    open = null;
                }

                open ??= new Open(parts.Count, "/v1/" + path, FileOf(folder, parts.Count));
                open.Add(i, row.Span);
            }

            if (open is not null)
                parts.Add(open.Close());
        }
        finally
        {
            open?.Dispose();
        }
    }

    /// <summary>The parts as their files have them, for who has the prompts no more. Throws <see cref="IOException"/> or <see cref="FormatException"/>.</summary>
    public static IReadOnlyList<BatchPart> ReadBack(string folder)
    {
        var parts = new List<BatchPart>();
        while (true)
        {
            var file = FileOf(folder, parts.Count);
            if (!File.Exists(file))
                return parts;
            var indices = new List<int>();
            var url = "";
            foreach (var line in File.ReadLines(file))
            {
                var (name, to) = HeadOf(line);
                var index = IndexOf(name);
                indices.Add(index >= 0 ? index : throw new FormatException($"A row of {file} is none of ours."));
                url = to;
            }

            using var stream = File.OpenRead(file);
            parts.Add(new BatchPart(parts.Count, url, file, Convert.ToHexStringLower(SHA256.HashData(stream)), indices, (stream.Length / BytesPerToken) + 1));
        }
    }

    // The members before the body, which is not looked at.
    private static (string? Name, string Url) HeadOf(string line)
    {
        var (name, url) = ((string?)null, "");
        var reader = new Utf8JsonReader(System.Text.Encoding.UTF8.GetBytes(line));
        while (reader.Read() && !(reader.TokenType == JsonTokenType.PropertyName && reader.ValueTextEquals("body"u8)))
        {
            if (reader.TokenType != JsonTokenType.PropertyName)
                continue;
            var (isName, isUrl) = (reader.ValueTextEquals("custom_id"u8), reader.ValueTextEquals("url"u8));
            _ = reader.Read();
            if (isName) name = reader.GetString();
            else if (isUrl) url = reader.GetString()!;
        }

        return (name, url);
    }

    private static string FileOf(string folder, int part) => Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"part-{part:00000}.jsonl"));

    /// <summary>A row's name.</summary>
    public static string NameOf(int index) => string.Create(CultureInfo.InvariantCulture, $"prompt-{index}");

    /// <summary>The prompt of a row's name; -1 for a name that is none of ours.</summary>
    public static int IndexOf(string? name) =>
        name is not null && name.StartsWith("prompt-", StringComparison.Ordinal) && int.TryParse(name.AsSpan(7), NumberStyles.None, CultureInfo.InvariantCulture, out var index) ? index : -1;

    private ReadOnlyMemory<byte> RowOf(int index, string path, Prompt prompt)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteString("custom_id"u8, NameOf(index));
            writer.WriteString("method"u8, "POST"u8);
            writer.WriteString("url"u8, "/v1/" + path);
            writer.WritePropertyName("body"u8);
            OpenAiRequest.Write(writer, prompt, options);
            writer.WriteEndObject();
        }

        buffer.Write("\n"u8);
        return buffer.WrittenMemory;
    }

    private sealed class Open : IDisposable
    {
        private readonly int _number;
        private readonly string _url;
        private readonly string _file;
        private readonly List<int> _indices = [];
        private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        private readonly FileStream _stream;

        public Open(int number, string url, string file)
        {
            (_number, _url, _file) = (number, url, file);
            _stream = new FileStream(file + ".new", FileMode.Create, FileAccess.Write);
        }

        public bool Takes(int bytes, BatchOptions limits) =>
            _indices.Count < limits.MaxRequests && _stream.Length + bytes <= limits.MaxFileBytes
            && (limits.MaxQueuedTokens is not { } tokens || (_stream.Length + bytes) / BytesPerToken <= tokens);

        public void Add(int index, ReadOnlySpan<byte> row)
        {
            _indices.Add(index);
            _hash.AppendData(row);
            _stream.Write(row);
        }

        public BatchPart Close()
        {
            _stream.Flush();
            DurableFile.Synchronise(_stream.SafeFileHandle, _file);
            var tokens = (_stream.Length / BytesPerToken) + 1;
            _stream.Dispose();
            File.Move(_file + ".new", _file, overwrite: true);
            return new BatchPart(_number, _url, _file, Convert.ToHexStringLower(_hash.GetHashAndReset()), _indices, tokens);
        }

        public void Dispose()
        {
            _stream.Dispose();
            _hash.Dispose();
        }
    }
}
