using System.Text;
using DataPipe.Text.Hashing;

namespace DataPipe.Text.Tests.FastText;

/// <summary>Made-up lines for classifiers: each label has words of its own and shares others, some of them beyond ASCII.</summary>
internal static class Lines
{
    internal static readonly string[] Labels = ["garden", "sea", "café", "weather", "山"];

    private static readonly string[] Shared = "the a of and to was in it that on with as for at by from not had Über naïve 不 и на".Split(' ');

    private static readonly string[][] Own =
    [
        "rose tulip bed spade soil seed bloom leaf weeding mulch hedge jardín".Split(' '),
        "wave ship sail harbour tide gull deck anchor storm salt naufragé море".Split(' '),
        "cup coffee crème waiter table cake crêpe milk sugar spoon terrace Kännchen".Split(' '),
        "rain cloud sun wind frost degrees snow thunder drizzle barometer été погода".Split(' '),
        "peak climb rope ridge valley glacier summit 山 雪 山道 Gipfel höhe".Split(' '),
    ];

    /// <summary>Lines of a label and words, as trainers read them.</summary>
    internal static string Training(int count) => string.Concat(Enumerable.Range(0, count).Select(i => $"__label__{Labels[LabelOf(i)]} {Line(i)}\n"));

    /// <summary>Lines without labels; some odd ones among them.</summary>
    internal static string[] Test(int count) =>
    [
        .. Enumerable.Range(100_000, count).Select(Line), "", " ", "unknownword", "\twaves\u000b and\fships \r", "__label__sea rose __label__none tulip","x", "雪", "a b c d e f g",
        "aßc ñ 𝄞𝄞 \u00e9\u0301", string.Concat(Enumerable.Repeat("tide ", 3000)), new string('y', 5000),
    ];

    internal static int LabelOf(int i) => (int)(Mix64.Of((ulong)i) % 15) switch { < 6 => 0, < 10 => 1, < 12 => 2, < 14 => 3, _ => 4 };

    internal static string Line(int i)
    {
        var line = new StringBuilder();
        var words = 4 + (int)(Mix64.Combine((ulong)i, 1) % 12);
        for (var w = 0; w < words; w++)
        {
            var chance = Mix64.Combine((ulong)i, (ulong)w + 2);
            var pool = chance % 10 < 5 ? Shared : Own[chance % 10 < 9 ? LabelOf(i) : (int)(chance / 10 % 5)];
            if (w > 0) line.Append(' ');
            line.Append(pool[chance / 100 % (ulong)pool.Length]);
        }
        return line.ToString();
    }
}
