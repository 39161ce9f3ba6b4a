using System.Text;
using DataPipe.Text.Language;

namespace DataPipe.Text.Tests.Language;

public class ScriptModelTests
{
    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 1)]
    [InlineData(20_000, 1)]
    [InlineData(2_000, 4096)] // keys of few buckets: most are full, and their keys go over the end of the table
    public void Keys_have_places_of_their_own_and_others_have_none(int count, int step)
    {
        var random = new Random(5);
        var keys = Enumerable.Range(1, count).Select(i => step == 1 ? (uint)random.NextInt64(1L << 32) | 1 : uint.MaxValue - (uint)(i * step)).Distinct().Order().ToArray();
        var order = new int[keys.Length];
        var table = new FeatureTable(keys, 2, order);
        for (var place = 0; place < keys.Length; place++) Assert.Equal(place + 2, table.Find(keys[order[place]]));
        Assert.Equal(Enumerable.Range(0, keys.Length), order.Order());
        var known = keys.ToHashSet();
        for (var i = 0; i < 20_000; i++)
            if (((uint)random.NextInt64(1L << 32) | 1) is var other && !known.Contains(other)) Assert.Equal(0, table.Find(other));
        foreach (var key in keys)
            if (!known.Contains(key ^ 0x8000_0000)) Assert.Equal(0, table.Find(key ^ 0x8000_0000)); // of the same bucket
    }

    [Theory]
    [InlineData("The weather has been cold this winter. ", 0)]
    [InlineData("Xqzvw brrglm qwfpgj zxcv tsrnd ", 200)] // no word of a language: all of its sequences are looked up
    [InlineData("Этой зимой было очень холодно, хщъжф ", 60)]
    public void Evidence_of_a_text_is_that_of_its_words(string text, int times)
    {
        var utf8 = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(text, times + 1)) + new string('q', 3 * ScriptWords.MaxLetters));
        Span<ushort> buffer = stackalloc ushort[ScriptWords.BufferLength];
        foreach (var model in ScriptModels.Load().OfType<ScriptModel>())
        {
            int[] expected = new int[model.Width], together = new int[model.Width];
            var letters = 0;
            for (var words = new ScriptWords(utf8, model.Script, buffer); words.Next();)
            {
                letters += words.Current.Length - 2;
                model.Add(words.Current, expected);
            }

            var all = new ScriptWords(utf8, model.Script, buffer);
            Assert.Equal(letters, model.Add(ref all, together));
            Assert.Equal(expected, together);
        }
    }
}
