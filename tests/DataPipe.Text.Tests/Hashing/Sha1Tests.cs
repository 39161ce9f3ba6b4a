using System.Buffers.Binary;
using System.Security.Cryptography;
using DataPipe.Text.Hashing;

namespace DataPipe.Text.Tests.Hashing;

public class Sha1Tests
{
    [Fact]
    public void Is_the_beginning_of_the_standard_hash_at_every_length()
    {
        var bytes = new byte[300];
        for (var i = 0; i < bytes.Length; i++) bytes[i] = (byte)Mix64.Of((ulong)i);
        for (var length = 0; length <= bytes.Length; length++)
#pragma warning disable CA5350 // The standard to compare with.
            Assert.Equal(BinaryPrimitives.ReadUInt64BigEndian(SHA1.HashData(bytes.AsSpan(0, length))), Sha1.First64(bytes.AsSpan(0, length)));
#pragma warning restore CA5350
    }

    [Fact]
    public void Names_a_line_as_CCNet_does() => Assert.Equal(0xA9993E36_4706816AUL, Sha1.First64("abc"u8));
}
