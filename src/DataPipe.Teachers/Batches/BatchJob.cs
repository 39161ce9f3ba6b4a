using System.Globalization;
using System.Text;
using System.Text.Json;
using DataPipe.Teachers.Ledger;

namespace DataPipe.Teachers.Batches;

/// <summary>The rows that were gathered together, as a folder: their files for the provider, the journal, and <c>rows.jsonl</c>, which names each row and what is set aside for it.</summary>
/// <param name="Folder">The folder.</param>
/// <param name="Teacher">The id of the teacher that is asked.</param>
/// <param name="Rows">The rows, in the order of their numbers in the files.</param>
internal sealed record BatchJob(string Folder, string Teacher, IReadOnlyList<(RowKey Key, Reservation? Reservation)> Rows)
{
    private const string RowsName = "rows.jsonl";

    /// <summary>Writes the rows down, durably.</summary>
    public void Save()
    {
        var path = Path.Combine(Folder, RowsName);
        using var stream = new FileStream(path, FileMode.Create, FileAccess.Write);
        Line(stream, writer => writer.WriteString("teacher"u8, Teacher));
        foreach (var (key, reservation) in Rows)
        {
            Line(stream, writer =>
            {
                writer.WriteString("key"u8, key.Request.ToString());
                writer.WriteNumber("samples"u8, key.Samples);
                if (reservation is null) return;
                writer.WriteNumber("reservation"u8, reservation.Id);
                RecordContent.Write(writer, reservation.Scope, reservation.Currency);
                RecordContent.Write(writer, reservation.Amount);
            });
        }

        stream.Flush();
        DurableFile.Synchronise(stream.SafeFileHandle, path);
    }

    /// <summary>Reads a folder; null when it holds no job of this version.</summary>
    public static BatchJob? Read(string folder)
    {
        try
        {
            var (teacher, rows) = ((string?)null, new List<(RowKey, Reservation?)>());
            foreach (var line in File.ReadLines(Path.Combine(folder, RowsName), Encoding.UTF8))
            {
                using var document = JsonDocument.Parse(line);
                var root = document.RootElement;
                if (teacher is null) teacher = root.GetProperty("teacher").GetString()!;
                else if (RequestKey.TryParse(root.GetProperty("key").GetString(), out var key)) rows.Add((new RowKey(key, root.GetProperty("samples").GetInt32()), ReservationOf(root)));
                else return null;
            }

            return teacher is null ? null : new BatchJob(folder, teacher, rows);
        }
        catch (Exception misfit) when (misfit is IOException or UnauthorizedAccessException or JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            return null;
        }
    }

    /// <summary>A name that follows from the rows.</summary>
    public static string NameOf(IEnumerable<RowKey> rows)
    {
        using var hash = System.Security.Cryptography.IncrementalHash.CreateHash(System.Security.Cryptography.HashAlgorithmName.SHA256);
        foreach (var row in rows) hash.AppendData(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{row.Request}/{row.Samples}\n")));
        return "job-" + Convert.ToHexStringLower(hash.GetHashAndReset())[..16];
    }

    private static Reservation? ReservationOf(JsonElement row) => row.TryGetProperty("reservation", out var id)
        ? new Reservation(id.GetUInt64(), RecordContent.Scope(row), RecordContent.Currency(row), RecordContent.Amount(row))
        : null;

    private static void Line(Stream stream, Action<Utf8JsonWriter> members)
    {
        using (var writer = new Utf8JsonWriter(stream))
        {
            writer.WriteStartObject();
            members(writer);
            writer.WriteEndObject();
        }

        stream.WriteByte((byte)'\n');
    }
}
