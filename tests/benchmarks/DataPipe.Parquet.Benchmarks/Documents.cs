using System.Text;

namespace DataPipe.Parquet.Benchmarks;

/// <summary>Documents of about 3 kB, none twice: cut from the files of a folder, as far as they reach, or made of words in the
/// proportions of a language.</summary>
internal static class Documents
{
    private const int DocumentBytes = 3000;

    public static List<byte[]> Load(string? folder, long totalBytes)
    {
        var source = folder is null ? MakeText(totalBytes + DocumentBytes) : ReadFolder(folder);
        var documents = new List<byte[]>();
        var position = 0;
        for (long bytes = 0; bytes < totalBytes && position < source.Length; bytes += documents[^1].Length)
        {
            var end = Math.Min(position + DocumentBytes, source.Length);
            while (end < source.Length && (source[end] & 0xC0) == 0x80)
                end++;
            documents.Add(source[position..end]);
            position = end;
        }
        return documents;
    }

    private static byte[] ReadFolder(string folder)
    {
        using var all = new MemoryStream();
        foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            var bytes = File.ReadAllBytes(file);
            if (System.Text.Unicode.Utf8.IsValid(bytes))
                all.Write(bytes);
        }
        return all.ToArray();
    }

    // Word k of the vocabulary comes with a frequency of about 1/k.
    private static byte[] MakeText(long bytes)
    {
        var random = new Random(11);
        var words = new string[20_000];
        for (var i = 0; i < words.Length; i++)
        {
            var letters = new char[2 + random.Next(9)];
            for (var j = 0; j < letters.Length; j++)
                letters[j] = "etaoinshrdlucmfwypvbgk"[Math.Min(random.Next(22), random.Next(22))];
            words[i] = new string(letters);
        }
        var text = new StringBuilder();
        while (text.Length < bytes)
            text.Append(words[(int)Math.Exp(random.NextDouble() * Math.Log(words.Length)) - 1]).Append(random.Next(12) == 0 ? ". " : " ");
        return Encoding.UTF8.GetBytes(text.ToString());
    }
}
