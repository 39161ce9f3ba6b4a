using System.Buffers.Binary;

namespace DataPipe.Compression.Tests.Zstandard;

/// <summary>Frames built by hand.</summary>
internal static class Frames
{
    /// <summary>The squares of 1 to 300 with blanks between, as the zstd tool 1.5.4 writes them at level 19 with a checksum, in base 64: a Huffman tree and tables of codes are sent.</summary>
    public const string Squares =
        "KLUv/QRotRYAmmdECwmweaQ0ttsYnQqvAK0AsgA3jVQaAGlszeyZ1WX2ipm0swvMiuhz5+PlA/BH9zPBVy3ZZ2TSyz6WVUNmoowGGUB5/HjuvSJ7l/Ck9V7g1StmU4ydGMBjJMf8iJUbezAmhdhZXQ" +
        "F1hukI7wCkI7gzRFfQ7mQnhe5RXJk4fzjSOYBzrHC2uXpwr3LSchdyRcC5wPE1gBpNM82qs88n/T6yqszk0R6Ax8fcWFF36aTdi6tzNsdyABxp/sp7TLpzNY8Bs/uOLekALh2p0vnlrnx3j3AnBXfn" +
        "RFfg6AyMjkDtAKQdoe0Mxa7g7M5gJwV2j4GubOh8Qkei4gBeHBvF2VBcfYh7mThpibvUcEUfzvVwPIcDqHP0z5niXJXnPiSc9MJ9QrgqhTOROfrmAGyOpzm3git6cBcHJ21wrypXn3K2lGOjHADLkY" +
        "icf3Jlk3uUnBTInQRcwYEzGDhCgQMA4AhUM7xW4NrZmhRqD6KVT3MyPkIGUJXRrsxUlFWFsg9QJj3IPgRZdcoztTyayAMweXyN58p4RTDe5fekvfca8eohnl32WLEHQHukh+c3vDLVe7ieFOqdp1dQ" +
        "egYCj2DwAAA8witmaMUKiGKnKSYFij0+sXIn5tNjJD8GwMfYkZgdEquXYy9xTFrHLhSxIkfMZcT4aQzAjdHQmOmMVYOxT0FMeoh9CrFqVWeS6uhWB1DU8UKdW+qKaLqLTCftdC96V5c3AAA1gotmIK" +
        "IVlGjnhyaFoT18WpmE5ldopJsGQNNYCZpdpdWjtNeQJi1plwOtCIDmSs34ohmAaUbTzEydWXU++/Az6WX2AZlVxTNTxYx2zACqMz46c4mzonJ2GZhJC7PX66uzPvv0saQP4PORYD5f/pXh30Pkk4J8" +
        "p/grAH8GiY8A8QFIPwL0Mwi/AuB3CnxSgO8hJStDyXwhGQlIBvCRsRyZ/cvqvOx1kUkrsstYVlTLXIoASSlB0Q==";

    /// <summary>A skippable frame, one of sixteen kinds.</summary>
    public static byte[] Skippable(int number, ReadOnlySpan<byte> content)
    {
        var frame = new byte[8 + content.Length];
        BinaryPrimitives.WriteUInt32LittleEndian(frame, 0x184D2A50 + (uint)number);
        BinaryPrimitives.WriteInt32LittleEndian(frame.AsSpan(4), content.Length);
        content.CopyTo(frame.AsSpan(8));
        return frame;
    }
}
