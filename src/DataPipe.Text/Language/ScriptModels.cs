using System.IO.Compression;
using System.Text;

namespace DataPipe.Text.Language;

/// <summary>The built-in models, one a script that several languages share: a resource of this assembly, made by samples/tools/DataPipe.Samples.Languages.</summary>
internal static class ScriptModels
{
    private const string Resource = "DataPipe.Text.Language.languages.model";

    /// <summary>The models by script, [<see cref="Scripts.Count"/>]; null where a script needs none.</summary>
    internal static ScriptModel?[] Load()
    {
        using var resource = typeof(ScriptModels).Assembly.GetManifestResourceStream(Resource) ?? throw new InvalidOperationException($"the resource {Resource} is missing");
        return Read(resource);
    }

    /// <summary>Reads models: Brotli over the number of models and, of each, script, languages, scale, keys as differences, and rows language by language.</summary>
    internal static ScriptModel?[] Read(Stream file)
    {
        using var reader = new BinaryReader(new BrotliStream(file, CompressionMode.Decompress), Encoding.UTF8);
        var models = new ScriptModel?[Scripts.Count];
        for (var left = reader.Read7BitEncodedInt(); left > 0; left--)
        {
            var script = (Script)reader.ReadByte();
            var languages = new string[reader.Read7BitEncodedInt()];
            for (var l = 0; l < languages.Length; l++) languages[l] = reader.ReadString();
            var scale = reader.ReadSingle();
            var keys = new uint[reader.Read7BitEncodedInt()];
            for (var (k, last) = (0, 0u); k < keys.Length; k++) keys[k] = last += (uint)reader.Read7BitEncodedInt();
            var (rowCount, width) = (keys.Length + ScriptModel.UnknownRows, ScriptModel.WidthOf(languages.Length));
            var rows = new sbyte[rowCount * width];
            var column = new byte[rowCount];
            for (var l = 0; l < languages.Length; l++)
            {
                reader.BaseStream.ReadExactly(column);
                for (var row = 0; row < rowCount; row++) rows[row * width + l] = (sbyte)column[row];
            }

            models[(int)script] = new(script, languages, scale, keys, rows);
        }

        return models;
    }

    /// <summary>Writes models as <see cref="Read"/> reads them.</summary>
    internal static void Write(Stream file, IReadOnlyList<(ScriptModel Model, uint[] Keys, sbyte[] Rows)> models)
    {
        var plain = new MemoryStream();
        using var writer = new BinaryWriter(plain, Encoding.UTF8);
        writer.Write7BitEncodedInt(models.Count);
        foreach (var (model, keys, rows) in models)
        {
            writer.Write((byte)model.Script);
            writer.Write7BitEncodedInt(model.Languages.Length);
            foreach (var language in model.Languages) writer.Write(language);
            writer.Write(model.Scale);
            writer.Write7BitEncodedInt(keys.Length);
            var last = 0u;
            foreach (var key in keys)
            {
                writer.Write7BitEncodedInt((int)(key - last));
                last = key;
            }

            for (var l = 0; l < model.Languages.Length; l++)
                for (var row = 0; row < keys.Length + ScriptModel.UnknownRows; row++) writer.Write(rows[row * model.Width + l]);
        }

        var packed = new byte[BrotliEncoder.GetMaxCompressedLength((int)plain.Length)];
        if (!BrotliEncoder.TryCompress(plain.GetBuffer().AsSpan(0, (int)plain.Length), packed, out var length, 11, 24)) throw new InvalidOperationException("the models could not be compressed");
        file.Write(packed.AsSpan(0, length));
    }
}
