using DataPipe.Parquet.Reading;

namespace DataPipe.Parquet.Tests.Reading;

public sealed class PagePoolTests
{
    [Fact]
    public void A_returned_array_is_rented_again_for_about_its_size()
    {
        var pool = new PagePool();
        var array = pool.Rent(1000);
        Assert.InRange(array.Length, 1000, 1125);
        pool.Return(array);
        Assert.NotSame(array, pool.Rent(2000));
        Assert.NotSame(array, pool.Rent(100));
        Assert.Same(array, pool.Rent(990));
        Assert.NotSame(array, pool.Rent(990));
    }

    [Fact]
    public void Every_size_is_served()
    {
        var pool = new PagePool();
        for (var bytes = 0; bytes < 300; bytes++)
            Assert.InRange(pool.Rent(bytes).Length, bytes, bytes + (bytes / 8) + 1);
    }

    [Fact]
    public void Beyond_its_limit_the_pool_drops_what_was_longest_unused()
    {
        var pool = new PagePool();
        var arrays = new byte[5][];
        for (var i = 0; i < arrays.Length; i++)
            arrays[i] = new byte[32 << 20];
        pool.Return(arrays);
        for (var i = arrays.Length - 1; i > 0; i--)
            Assert.Same(arrays[i], pool.Rent(32 << 20));
        Assert.NotSame(arrays[0], pool.Rent(32 << 20));
    }
}
