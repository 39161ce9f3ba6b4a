using System.Text;
using DataPipe.Testing;
using DataPipe.Text.Hashing;
using DataPipe.Text.Statistics;
using DataPipe.Text.Words;
using Xunit.Abstractions;

namespace DataPipe.Text.Tests.Statistics;

/// <summary>Texts whose words are chosen: what is mixed before a process's own key is known to anyone, so that anyone can make words which no key tells apart.</summary>
public class HostileRepetitionTests(ITestOutputHelper output)
{
    private const int Words = 8000;

    [Fact]
    public void Words_that_no_key_tells_apart_take_a_bounded_time_and_repeat_nothing()
    {
        var hostile = Encoding.ASCII.GetBytes(string.Join(' ', Alike(Words)));
        var random = new Random(1);
        var usual = Encoding.ASCII.GetBytes(string.Join(' ', Enumerable.Range(0, Words).Select(_ => Letters(random))));
        var ratios = Enumerable.Range(0, 5).Select(_ => Took(hostile) / Took(usual)).Order().ToArray();
        output.WriteLine($"{ratios[2]:0.0} times as long");
        Assert.True(ratios[2] < 20, $"{ratios[2]:0.0} times as long");
    }

    // All that repetition is judged by, in processor time.
    private static double Took(byte[] text)
    {
        var (measure, analysis) = (new RepetitionMeasure(), new TextAnalysis());
        analysis.Read(text);
        analysis.Words(WordRule.Whitespace);
        var start = ThreadTime.Used;
        for (var n = 2; n <= 4; n++) Assert.True(measure.TopNGram(analysis, WordRule.Whitespace, n) < 0.01);
        for (var n = 5; n <= 10; n++) Assert.False(measure.DuplicateNGramExceeds(analysis, WordRule.Whitespace, n, 0.01));
        return (ThreadTime.Used - start).TotalMilliseconds;
    }

    // Sixteen letters whose halves are mixed to one and the same word before the key comes in: the second half solves it for the first.
    private static IEnumerable<string> Alike(int words)
    {
        var random = new Random(5);
        const ulong Mixed = 0x6B7D41C2E95F0A13;
        for (var made = 0; made < words;)
        {
            var first = random.NextInt64() & 0x0F0F0F0F0F0F0F0F | 0x6060606060606060; // letters and ` and the marks behind z
            var second = ((ulong)first * Mix64.Golden) ^ Mixed;
            if (!IsText((ulong)first) || !IsText(second)) continue;
            yield return Encoding.ASCII.GetString([.. BitConverter.GetBytes(first), .. BitConverter.GetBytes(second)]);
            made++;
        }
    }

    private static string Letters(Random random) => string.Concat(Enumerable.Range(0, 16).Select(_ => (char)('a' + random.Next(26))));

    private static bool IsText(ulong eight)
    {
        for (var i = 0; i < 8; i++, eight >>= 8)
            if ((byte)eight is <= (byte)' ' or >= 0x7F)
                return false;
        return true;
    }
}
