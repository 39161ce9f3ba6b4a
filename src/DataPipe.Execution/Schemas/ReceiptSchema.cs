using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using DataPipe.Execution.Runs;

namespace DataPipe.Execution.Schemas;

/// <summary>JSON Schemas of the two kinds of receipts.</summary>
public static class ReceiptSchema
{
    /// <summary>Schema of a task's receipt.</summary>
    public static JsonNode Task() => Named(typeof(ReceiptJson.Envelope<Receipt>), "DataPipe task receipt");

    /// <summary>Schema of a dataset's receipt.</summary>
    public static JsonNode Dataset() => Named(typeof(ReceiptJson.Envelope<DatasetReceipt>), "DataPipe dataset receipt");

    private static JsonObject Named(Type type, string title)
    {
        var exporter = new JsonSchemaExporterOptions { TreatNullObliviousAsNonNullable = true };
        var schema = ReceiptJson.Options.GetJsonSchemaAsNode(type, exporter).AsObject();
        schema.Insert(0, "title", title);
        schema.Insert(0, "$schema", "https://json-schema.org/draft/2020-12/schema");
        return schema;
    }
}
