using System.Buffers;
using System.Globalization;
using System.Text;

namespace DataPipe.Text.LanguageModels;

/// <summary>Writes models in the ARPA format, logarithms to base 10 with seven digits, as other programs read them. The caller takes what the buffer holds away now and then.</summary>
public sealed class ArpaText(IBufferWriter<byte> buffer, IReadOnlyList<long> ngrams)
{
    private int _order;

    /// <summary>Writes the head: how many n-grams of every order there are.</summary>
    public void Begin()
    {
        Put("\\data\\\n");
        for (var n = 0; n < ngrams.Count; n++) Put(string.Create(CultureInfo.InvariantCulture, $"ngram {n + 1}={ngrams[n]}\n"));
    }

    /// <summary>Begins the next order.</summary>
    public void BeginOrder() => Put(string.Create(CultureInfo.InvariantCulture, $"\n\\{++_order}-grams:\n"));

    /// <summary>Begins an n-gram, whose words follow.</summary>
    public void Begin(float logProbability) => Put(logProbability);

    /// <summary>Writes a word of the n-gram.</summary>
    /// <param name="word">Its bytes.</param>
    /// <param name="isFirst">Whether it is the first.</param>
    public void Word(ReadOnlySpan<byte> word, bool isFirst)
    {
        buffer.Write(isFirst ? "\t"u8 : " "u8);
        buffer.Write(word);
    }

    /// <summary>Ends an n-gram, with its back-off weight below the highest order.</summary>
    public void End(float backoff)
    {
        if (_order < ngrams.Count)
        {
            buffer.Write("\t"u8);
            Put(backoff);
        }

        buffer.Write("\n"u8);
    }

    /// <summary>Ends the model.</summary>
    public void Complete() => Put("\n\\end\\\n");

    private void Put(float number)
    {
        Span<byte> digits = stackalloc byte[32];
        number.TryFormat(digits, out var written, "0.#######", CultureInfo.InvariantCulture);
        buffer.Write(digits[..written]);
    }

    private void Put(string text) => Encoding.ASCII.GetBytes(text, buffer);
}
