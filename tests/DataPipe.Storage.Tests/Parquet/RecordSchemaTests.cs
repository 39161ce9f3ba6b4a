using System.Text.Json;
using System.Text.Json.Nodes;
using DataPipe.Core.Datasets;
using DataPipe.Core.Records;
using DataPipe.Storage.Jsonl;
using DataPipe.Storage.Parquet;
using DataPipe.Storage.Tests.Support;
using FsCheck.Fluent;

namespace DataPipe.Storage.Tests.Parquet;

public sealed class RecordSchemaTests
{
    [Fact]
    public void A_written_record_has_every_required_property_and_none_that_is_unknown()
    {
        Check(RandomRecords.Documents.Sample(50, 20));
        Check(RandomRecords.Samples.Sample(50, 20));
        Check(RandomRecords.Preferences.Sample(50, 20));
    }

    private static void Check<T>(IEnumerable<T> records) where T : class, IRecord<T>
    {
        var schema = RecordSchema.Of(T.Type);
        foreach (var record in records)
        {
            using var bytes = new MemoryStream();
            using (var json = new Utf8JsonWriter(bytes)) RecordJson.Write(json, record, DatasetSchema.Of(T.Type));
            Check(schema, JsonNode.Parse(bytes.ToArray())!, T.Type.ToString());
        }
    }

    private static void Check(JsonObject schema, JsonNode value, string place)
    {
        switch (schema["type"]!.GetValue<string>())
        {
            case "object":
                var properties = schema["properties"]!.AsObject();
                foreach (var required in schema["required"]!.AsArray()) Assert.True(value.AsObject().ContainsKey(required!.GetValue<string>()), $"{place} lacks {required}");
                foreach (var (name, inner) in value.AsObject())
                {
                    Assert.True(properties.ContainsKey(name), $"{place}.{name} is unknown");
                    Check(properties[name]!.AsObject(), inner!, $"{place}.{name}");
                }

                break;
            case "array":
                foreach (var item in value.AsArray()) Check(schema["items"]!.AsObject(), item!, place + "[]");
                break;
            case "string": Assert.Equal(JsonValueKind.String, value.GetValueKind()); break;
            case "boolean": Assert.Contains(value.GetValueKind(), (JsonValueKind[])[JsonValueKind.True, JsonValueKind.False]); break;
            default: Assert.Equal(JsonValueKind.Number, value.GetValueKind()); break;
        }
    }
}
