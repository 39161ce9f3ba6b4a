namespace DataPipe.Text.FastText;

/// <summary>Vectors in parts of a few numbers, each part one of 256 known ones.</summary>
internal sealed class ProductQuantizer
{
    private const int Centroids = 256;
    private readonly float[] _centroids; // [parts x 256 x numbers of a part]
    private readonly int _partLength;
    private readonly int _lastLength;

    private ProductQuantizer(int parts, int partLength, int lastLength, float[] centroids) =>
        (Parts, _partLength, _lastLength, _centroids) = (parts, partLength, lastLength, centroids);

    /// <summary>Parts, and codes, of a vector.</summary>
    internal int Parts { get; }

    /// <summary>Reads a quantiser of vectors of <paramref name="columns"/> numbers.</summary>
    internal static ProductQuantizer Read(FileReader file, int columns)
    {
        var width = file.Int32();
        if (width != columns) throw file.Wrong($"a quantiser of {width} numbers where vectors have {columns}");
        var parts = file.Int32("the number of parts", 1, columns);
        var partLength = file.Int32("the length of a part", 1, columns);
        var lastLength = file.Int32("the length of the last part", 1, partLength);
        if ((long)(parts - 1) * partLength + lastLength != columns) throw file.Wrong($"{parts} parts of {partLength} numbers, the last of {lastLength}, are not {columns}");
        return new(parts, partLength, lastLength, file.Floats("centroids", (long)columns * Centroids));
    }

    /// <summary>Adds the vector of <paramref name="codes"/> times <paramref name="factor"/> to <paramref name="sums"/>.</summary>
    internal void Add(ReadOnlySpan<byte> codes, Span<float> sums, float factor)
    {
        for (var part = 0; part < codes.Length; part++)
        {
            var centroid = Centroid(part, codes[part]);
            var into = sums.Slice(part * _partLength, centroid.Length);
            for (var i = 0; i < centroid.Length; i++) into[i] += factor * centroid[i];
        }
    }

    /// <summary>The product of the vector of <paramref name="codes"/> with <paramref name="vector"/>.</summary>
    internal float Dot(ReadOnlySpan<byte> codes, ReadOnlySpan<float> vector)
    {
        float sum = 0;
        for (var part = 0; part < codes.Length; part++)
        {
            var centroid = Centroid(part, codes[part]);
            var with = vector.Slice(part * _partLength, centroid.Length);
            for (var i = 0; i < centroid.Length; i++) sum += centroid[i] * with[i];
        }

        return sum;
    }

    /// <summary>The first number of the vector of one code.</summary>
    internal float First(byte code) => Centroid(0, code)[0];

    private ReadOnlySpan<float> Centroid(int part, byte code) => part == Parts - 1
        ? _centroids.AsSpan(part * Centroids * _partLength + code * _lastLength, _lastLength)
        : _centroids.AsSpan((part * Centroids + code) * _partLength, _partLength);
}
