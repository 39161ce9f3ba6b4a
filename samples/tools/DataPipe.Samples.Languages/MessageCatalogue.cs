using System.Buffers.Binary;
using System.Text;

namespace DataPipe.Samples.Languages;

/// <summary>Translations in a compiled gettext catalogue (<c>.mo</c>). Source: the gettext manual, "The Format of GNU MO Files".</summary>
internal static class MessageCatalogue
{
    /// <summary>Every translation in <paramref name="file"/> that differs from its original; plural forms one by one.</summary>
    internal static IEnumerable<string> Read(byte[] file)
    {
        if (file.Length < 28 || BinaryPrimitives.ReadUInt32LittleEndian(file) != 0x950412DE) yield break;
        var count = Number(file, 8);
        int originals = Number(file, 12), translations = Number(file, 16);
        for (var i = 0; i < count; i++)
        {
            var original = Text(file, originals + i * 8);
            if (original.Length == 0) continue; // the header
            var translation = Text(file, translations + i * 8);
            if (translation.AsSpan().SequenceEqual(original)) continue;
            foreach (var form in Encoding.UTF8.GetString(translation).Split('\0')) yield return form;
        }
    }

    private static int Number(byte[] file, int at) => (int)BinaryPrimitives.ReadUInt32LittleEndian(file.AsSpan(at));

    private static byte[] Text(byte[] file, int at) => file.AsSpan(Number(file, at + 4), Number(file, at)).ToArray();
}
