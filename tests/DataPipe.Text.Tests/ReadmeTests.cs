using DataPipe.Text.MinHash;
using DataPipe.Text.Words;
using TextWords = DataPipe.Text.Words.Words;

namespace DataPipe.Text.Tests;

public class ReadmeTests
{
    [Fact]
    public void The_example_says_the_truth()
    {
        long words = 0, chars = 0;
        foreach (var word in TextWords.Of("It isn't far."u8, WordRule.Standard)) { words++; chars += word.Runes; }
        Assert.Equal((5, 11), (words, chars));

        var signer = new MinHashSigner(MinHashPreset.FineWeb);
        Span<ulong> signature = stackalloc ulong[MinHashPreset.FineWeb.Hashes];
        Assert.Equal(4, signer.Sign("a text of some more words than five"u8, signature));
    }
}
