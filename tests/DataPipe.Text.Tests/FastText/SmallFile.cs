using System.Text;
using DataPipe.Text.FastText;

namespace DataPipe.Text.Tests.FastText;

/// <summary>Model files of three words, vectors of two numbers, written byte by byte.</summary>
internal static class SmallFile
{
    private static readonly string[] Words = ["</s>", "rose", "wave"];

    /// <summary>Weights as numbers: rose is (1, 0), wave (0, 1).</summary>
    internal static byte[] Plain(FastTextLoss loss = FastTextLoss.Softmax, int labels = 2, Func<int, long>? countOf = null) => Write(loss, labels, countOf ?? (l => 10 - l), file =>
    {
        file.Write(false);
        Matrix(file, [0, 0, 1, 0, 0, 1]);
        file.Write(false);
        Matrix(file, [.. Enumerable.Range(0, labels).SelectMany(l => (float[])[l == 0 ? 1 : 0, l == 1 ? 1 : 0])]);
    });

    /// <summary>Weights as codes of parts of two numbers, lengths of rows apart: wave is (0.5, 2) times 4, the others nothing.</summary>
    internal static byte[] Quantized() => Write(FastTextLoss.Softmax, 2, l => 10 - l, file =>
    {
        file.Write(true);
        file.Write(true); // lengths apart
        file.Write(3L);
        file.Write(2L);
        file.Write(3);
        file.Write((byte[])[3, 3, 7]);
        Quantizer(file, 2, code => code == 7 ? [0.5f, 2] : [0, 0]);
        file.Write((byte[])[0, 0, 9]);
        Quantizer(file, 1, code => code == 9 ? [4] : [1]);
        file.Write(false);
        Matrix(file, [1, 0, 0, 1]);
    });

    private static byte[] Write(FastTextLoss loss, int labels, Func<int, long> countOf, Action<BinaryWriter> weights)
    {
        var bytes = new MemoryStream();
        using var file = new BinaryWriter(bytes);
        foreach (var number in (int[])[793712314, 12, 2, 5, 5, 1, 5, 1, (int)loss, 3, 0, 0, 0, 100]) file.Write(number);
        file.Write(1e-4);
        foreach (var number in (int[])[3 + labels, 3, labels]) file.Write(number);
        file.Write(100L);
        file.Write(-1L);
        foreach (var word in Words) Entry(file, word, 5, 0);
        for (var l = 0; l < labels; l++) Entry(file, "__label__" + l switch { 0 => "garden", 1 => "sea", _ => $"other{l}" }, countOf(l), 1);
        weights(file);
        return bytes.ToArray();
    }

    private static void Entry(BinaryWriter file, string text, long count, byte kind)
    {
        file.Write(Encoding.UTF8.GetBytes(text + '\0'));
        file.Write(count);
        file.Write(kind);
    }

    private static void Matrix(BinaryWriter file, float[] weights)
    {
        file.Write(weights.Length / 2L);
        file.Write(2L);
        foreach (var weight in weights) file.Write(weight);
    }

    private static void Quantizer(BinaryWriter file, int columns, Func<int, float[]> centroid)
    {
        foreach (var number in (int[])[columns, 1, columns, columns]) file.Write(number);
        for (var code = 0; code < 256; code++)
            foreach (var number in centroid(code)) file.Write(number);
    }
}
