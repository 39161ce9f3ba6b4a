using DataPipe.Text.Hashing;
using DataPipe.Text.Vectors;

namespace DataPipe.Text.Tests.Vectors;

public class UnitVectorTests
{
    [Fact]
    public void Normalised_vectors_have_length_one_and_their_own_product_is_one()
    {
        for (var dimensions = 1; dimensions < 70; dimensions++)
        {
            var vector = Random(1, dimensions);
            Assert.True(UnitVector.TryNormalise(vector));
            Assert.Equal(1, UnitVector.Dot(vector, vector), 6);
        }
    }

    [Theory]
    [InlineData(0f, 0f)]
    [InlineData(float.NaN, 1f)]
    [InlineData(float.PositiveInfinity, 1f)]
    public void What_has_no_direction_is_not_normalised(float first, float second)
    {
        float[] vector = [first, second];
        Assert.False(UnitVector.TryNormalise(vector));
        Assert.Equal([first, second], vector);
        Assert.False(UnitVector.TryNormalise([]));
    }

    [Fact]
    public void The_largest_and_the_smallest_numbers_are_normalised_too()
    {
        float[] large = [float.MaxValue, -float.MaxValue], small = [float.Epsilon, float.Epsilon];
        Assert.True(UnitVector.TryNormalise(large));
        Assert.True(UnitVector.TryNormalise(small));
        Assert.Equal(-1, UnitVector.Dot(large, [-0.70710677f, 0.70710677f]), 6);
        Assert.Equal(1, UnitVector.Dot(small, [0.70710677f, 0.70710677f]), 6);
    }

    [Fact]
    public void Products_are_near_the_exact_ones_and_four_at_once_are_the_same_bits()
    {
        for (var dimensions = 1; dimensions < 200; dimensions += 7)
        {
            var (vector, four) = (Random(2, dimensions), Random(3, 4 * dimensions));
            var together = UnitVector.DotFour(vector, four);
            for (var i = 0; i < 4; i++)
            {
                var other = four.AsSpan(i * dimensions, dimensions);
                double exact = 0;
                for (var j = 0; j < dimensions; j++) exact += (double)vector[j] * other[j];
                Assert.Equal(exact, together[i], 4);
                Assert.Equal(BitConverter.SingleToInt32Bits(UnitVector.Dot(vector, other)), BitConverter.SingleToInt32Bits(together[i]));
            }
        }
    }

    [Fact]
    public void The_nearest_is_the_first_of_the_largest_product()
    {
        for (var count = 1; count < 20; count++)
        {
            var (vector, among) = (Random(4, 33), Random(5, 33 * count));
            among.AsSpan(33 * (count / 2), 33).CopyTo(among.AsSpan(33 * (count - 1)));
            var (nearest, largest) = (-1, float.NegativeInfinity);
            for (var i = 0; i < count; i++)
                if (UnitVector.Dot(vector, among.AsSpan(33 * i, 33)) is var dot && dot > largest)
                    (nearest, largest) = (i, dot);
            Assert.Equal((nearest, largest), UnitVector.Nearest(vector, among));
        }

        Assert.Equal(-1, UnitVector.Nearest([1f], []).Index);
    }

    private static float[] Random(ulong seed, int count) =>
        [.. Enumerable.Range(0, count).Select(i => (float)(Mix64.ToUnitInterval(Mix64.Combine(seed, (ulong)i)) - 0.5))];
}
