using System.Runtime.InteropServices;
using System.Security.Cryptography;
using DataPipe.Text.MinHash;
using Xunit.Abstractions;

namespace DataPipe.Text.Tests.MinHash;

public class MinHashParityTests(ITestOutputHelper output)
{
    [Fact]
    public void Signatures_are_those_of_the_reference_run()
    {
        if (SharedData.Parity() is not { } documents)
        {
            output.WriteLine("skipped: ../shared/data/parity is not there");
            return;
        }
        var signer = new MinHashSigner(MinHashPreset.FineWeb);
        var normalizer = new ShingleNormalizer();
        var signature = new ulong[MinHashPreset.FineWeb.Hashes];
        int sameText = 0, sameShingles = 0, sameBucket = 0, sameSignature = 0, signed = 0, shown = 0;
        foreach (var (id, text, row) in documents)
        {
            if (Md5(normalizer.Normalize(text)) == row.GetProperty("simplified_md5").GetString()) sameText++;
            else if (shown++ < 5) output.WriteLine($"{id}: another normalised text");
            var expected = row.GetProperty("n_shingles").GetInt32();
            var shingles = signer.Sign(text, signature);
            if (shingles == expected || (expected == 0 && shingles <= 1)) sameShingles++;
            else if (shown++ < 10) output.WriteLine($"{id}: {shingles} shingles, reference {expected}");
            if (expected == 0) continue;
            signed++;
            if (row.GetProperty("minhash_first_bucket").EnumerateArray().Select(v => v.GetUInt64()).SequenceEqual(signature[..8])) sameBucket++;
            if (Md5(MemoryMarshal.AsBytes(signature.AsSpan())) == row.GetProperty("minhash_sig_md5").GetString()) sameSignature++;
        }
        output.WriteLine($"{documents.Count} documents: same text {sameText}, same shingle count {sameShingles}; of {signed} signed: same first bucket {sameBucket}, same signature {sameSignature}");
        Assert.True(sameShingles >= documents.Count * 0.999);
        Assert.True(sameBucket >= signed * 0.999);
    }

#pragma warning disable CA5351 // the reference names texts by md5
    private static string Md5(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(MD5.HashData(bytes));
#pragma warning restore CA5351
}
