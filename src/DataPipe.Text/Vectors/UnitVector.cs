using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace DataPipe.Text.Vectors;

/// <summary>Vectors of length 1, whose dot product is their cosine. Sums go in one fixed order of 16 lanes, so that they are the same bits on every machine.</summary>
public static class UnitVector
{
    private const int Lanes = 16;

    /// <summary>Scales a vector to length 1; false, and nothing changed, when it is of zeros or holds a number that is not finite.</summary>
    public static bool TryNormalise(Span<float> vector)
    {
        double squares = 0;
        foreach (var number in vector) squares += (double)number * number;
        if (!(squares > 0) || !double.IsFinite(squares)) return false;
        var length = Math.Sqrt(squares);
        for (var i = 0; i < vector.Length; i++) vector[i] = (float)(vector[i] / length);
        return true;
    }

    /// <summary>Dot product of two vectors of one length.</summary>
    public static float Dot(ReadOnlySpan<float> left, ReadOnlySpan<float> right)
    {
        right = right[..left.Length];
        var sum = Vector512<float>.Zero;
        var at = 0;
        for (; at <= left.Length - Lanes; at += Lanes) sum += Vector512.Create(left[at..]) * Vector512.Create(right[at..]);
        return Sum(sum, left[at..], right[at..]);
    }

    /// <summary>Dot products of one vector with four that follow one another, to the same bits as one by one.</summary>
    public static Vector4 DotFour(ReadOnlySpan<float> vector, ReadOnlySpan<float> four)
    {
        var length = vector.Length;
        var first = four[..length];
        var second = four.Slice(length, length);
        var third = four.Slice(2 * length, length);
        var fourth = four.Slice(3 * length, length);
        var (a, b, c, d) = (Vector512<float>.Zero, Vector512<float>.Zero, Vector512<float>.Zero, Vector512<float>.Zero);
        ref var v = ref MemoryMarshal.GetReference(vector);
        ref var r1 = ref MemoryMarshal.GetReference(first);
        ref var r2 = ref MemoryMarshal.GetReference(second);
        ref var r3 = ref MemoryMarshal.GetReference(third);
        ref var r4 = ref MemoryMarshal.GetReference(fourth);
        var at = 0;
        for (; at <= length - Lanes; at += Lanes)
        {
            var x = Vector512.LoadUnsafe(ref v, (nuint)at);
            a += x * Vector512.LoadUnsafe(ref r1, (nuint)at);
            b += x * Vector512.LoadUnsafe(ref r2, (nuint)at);
            c += x * Vector512.LoadUnsafe(ref r3, (nuint)at);
            d += x * Vector512.LoadUnsafe(ref r4, (nuint)at);
        }

        var rest = vector[at..];
        return new Vector4(Sum(a, rest, first[at..]), Sum(b, rest, second[at..]), Sum(c, rest, third[at..]), Sum(d, rest, fourth[at..]));
    }

    /// <summary>Of vectors that follow one another the one of the largest dot product with a vector, of equal ones the first, and that product.</summary>
    public static (int Index, float Dot) Nearest(ReadOnlySpan<float> vector, ReadOnlySpan<float> among)
    {
        var count = among.Length / vector.Length;
        var (nearest, largest) = (-1, float.NegativeInfinity);
        var at = 0;
        for (; at <= count - 4; at += 4)
        {
            var four = DotFour(vector, among.Slice(at * vector.Length, 4 * vector.Length));
            for (var i = 0; i < 4; i++)
                if (four[i] > largest)
                    (nearest, largest) = (at + i, four[i]);
        }

        for (; at < count; at++)
        {
            var dot = Dot(vector, among.Slice(at * vector.Length, vector.Length));
            if (dot > largest) (nearest, largest) = (at, dot);
        }

        return (nearest, largest);
    }

    // Lane by lane in halves, always the same way, then what did not fill the lanes.
    private static float Sum(Vector512<float> lanes, ReadOnlySpan<float> left, ReadOnlySpan<float> right)
    {
        var eight = lanes.GetLower() + lanes.GetUpper();
        var four = eight.GetLower() + eight.GetUpper();
        var sum = (four[0] + four[2]) + (four[1] + four[3]);
        for (var i = 0; i < left.Length; i++) sum += left[i] * right[i];
        return sum;
    }
}
