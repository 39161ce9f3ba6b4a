using DataPipe.Parquet.Thrift;

namespace DataPipe.Parquet.Format;

/// <summary>A list of keys and values: metadata of a file or of a column chunk.</summary>
internal static class KeyValueList
{
    public static void Read(ref CompactReader reader, CompactType listType, List<KeyValuePair<string, string>> destination)
    {
        var count = reader.ReadListHeader(listType, out var elementType);
        CompactReader.ExpectStruct(elementType);
        for (; count > 0; count--)
        {
            string key = "", value = "";
            for (var field = 0; reader.NextField(ref field, out var type);)
                switch (field)
                {
                    case 1: key = reader.ReadString(type); break;
                    case 2: value = reader.ReadString(type); break;
                    default: reader.Skip(type); break;
                }
            destination.Add(new(key, value));
        }
    }

    public static void Write(CompactWriter writer, ref int last, int field, List<KeyValuePair<string, string>> list)
    {
        writer.List(ref last, field, CompactType.Struct, list.Count);
        foreach (var (key, value) in list)
        {
            var inner = 0;
            writer.Text(ref inner, 1, key);
            writer.Text(ref inner, 2, value);
            writer.End();
        }
    }
}
