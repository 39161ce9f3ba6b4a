using System.Text.Json;
using DataPipe.Core.Datasets;
using DataPipe.Core.Records;

namespace DataPipe.Storage.Jsonl;

/// <summary>Records as JSON objects, with the names and the nesting of the Parquet columns; absent values are left out.</summary>
public static class RecordJson
{
    // A quotient has no zeros at its end that it does not need, so that equal amounts are equal bytes.
    private const decimal WithoutZeros = 1.0000000000000000000000000000m;

    /// <summary>Writes one record.</summary>
    public static void Write<T>(Utf8JsonWriter json, T record, DatasetSchema schema) where T : class, IRecord<T>
    {
        json.WriteStartObject();
        json.WriteString("id", record.Id);
        switch (record)
        {
            case Document document: WriteFields(json, document); break;
            case Sample sample: WriteFields(json, sample); break;
            case Preference preference: WriteFields(json, preference); break;
        }

        json.WriteNumber("tokens", record.Tokens);
        for (var i = 0; i < schema.Notes.Count; i++) WriteNote(json, schema.Notes[i], record.Notes[i]);
        json.WriteEndObject();
    }

    private static void WriteFields(Utf8JsonWriter json, Document document)
    {
        json.WriteString("text", document.Text.Span);
        json.WriteString("source", document.Source);
        if (document.Url is not null) json.WriteString("url", document.Url);
        if (document.Language is not null) json.WriteString("language", document.Language);
        if (document.Title is not null) json.WriteString("title", document.Title);
        if (document.FetchedAt is { } fetched) json.WriteString("fetched_at", fetched.UtcDateTime);
        if (document.PublishedAt is { } published) json.WriteString("published_at", published.UtcDateTime);
        json.WriteString("media_type", document.MediaType);
    }

    private static void WriteFields(Utf8JsonWriter json, Sample sample)
    {
        WriteMessages(json, "messages", sample.Messages);
        json.WriteStartObject("task");
        json.WriteString("name", sample.Task.Name);
        json.WriteString("instruction", sample.Task.Instruction);
        json.WriteString("input", sample.Task.Input);
        json.WriteBoolean("is_classification", sample.Task.IsClassification);
        json.WriteNumber("round", sample.Task.Round);
        json.WriteEndObject();
        WriteProvenance(json, sample.Provenance);
        if (sample.GroundTruth is not null) json.WriteString("ground_truth", sample.GroundTruth);
        WriteCitations(json, sample.Citations);
    }

    private static void WriteCitations(Utf8JsonWriter json, IReadOnlyList<Citation> citations)
    {
        if (citations.Count == 0) return;
        json.WriteStartArray("citations");
        foreach (var citation in citations)
        {
            json.WriteStartObject();
            json.WriteString("document", citation.Document);
            json.WriteNumber("start", citation.Start);
            json.WriteNumber("end", citation.End);
            json.WriteString("text", citation.Text);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteFields(Utf8JsonWriter json, Preference preference)
    {
        WriteMessages(json, "prompt", preference.Prompt);
        WriteMessages(json, "chosen", preference.Chosen);
        WriteMessages(json, "rejected", preference.Rejected);
        json.WriteNumber("chosen_score", preference.ChosenScore);
        json.WriteNumber("rejected_score", preference.RejectedScore);
        json.WriteStartArray("verdicts");
        foreach (var verdict in preference.Verdicts)
        {
            json.WriteStartObject();
            json.WriteString("judge", verdict.Judge);
            json.WriteBoolean("swapped", verdict.Swapped);
            json.WriteString("winner", verdict.Winner);
            json.WriteString("rationale", verdict.Rationale);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        WriteProvenance(json, preference.Provenance);
    }

    private static void WriteMessages(Utf8JsonWriter json, string name, IReadOnlyList<ChatMessage> messages)
    {
        json.WriteStartArray(name);
        foreach (var message in messages)
        {
            json.WriteStartObject();
            json.WriteString("role", message.Role);
            json.WriteString("content", message.Content);
            if (message.Reasoning is not null) json.WriteString("reasoning", message.Reasoning);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteProvenance(Utf8JsonWriter json, Provenance provenance)
    {
        json.WriteStartObject("provenance");
        json.WriteString("generator", provenance.Generator);
        if (provenance.Teacher is not null) json.WriteString("teacher", provenance.Teacher);
        json.WriteBoolean("simulated", provenance.Simulated);
        if (provenance.Prompt is not null) json.WriteString("prompt", provenance.Prompt);
        json.WriteStartArray("parents");
        foreach (var parent in provenance.Parents) json.WriteStringValue(parent);
        json.WriteEndArray();
        if (provenance.Model is not null) json.WriteString("model", provenance.Model);
        if (provenance.Requests.Count > 0)
        {
            json.WriteStartArray("requests");
            foreach (var request in provenance.Requests) json.WriteStringValue(request);
            json.WriteEndArray();
        }

        if (provenance.Cost is { } cost) json.WriteNumber("cost", decimal.Round(cost, Provenance.CostDecimals) / WithoutZeros);
        if (provenance.Currency is not null) json.WriteString("currency", provenance.Currency);
        if (provenance.Use is not null) json.WriteString("use", provenance.Use);
        json.WriteEndObject();
    }

    // A vector with a number that JSON has no form for is left out whole: without it the others say nothing.
    private static void WriteVector(Utf8JsonWriter json, string name, float[] vector)
    {
        if (!Array.TrueForAll(vector, float.IsFinite)) return;
        json.WriteStartArray(name);
        foreach (var number in vector) json.WriteNumberValue(number);
        json.WriteEndArray();
    }

    private static void WriteNote(Utf8JsonWriter json, NoteColumn column, NoteValue value)
    {
        if (!value.HasValue) return;
        switch (column.Type)
        {
            case NoteType.Integer: json.WriteNumber(column.Name, value.Integer); break;
            case NoteType.Boolean: json.WriteBoolean(column.Name, value.Boolean); break;
            case NoteType.Text: json.WriteString(column.Name, value.Text); break;
            case NoteType.Vector: WriteVector(json, column.Name, value.Vector!); break;
            default:
                if (double.IsFinite(value.Number)) json.WriteNumber(column.Name, value.Number);
                break;
        }
    }
}
