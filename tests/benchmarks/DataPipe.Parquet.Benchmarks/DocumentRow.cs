using System.Globalization;
using System.Text;

namespace DataPipe.Parquet.Benchmarks;

/// <summary>The ten small columns beside a document's text, as a crawl has them.</summary>
internal readonly struct DocumentRow(int row)
{
    public byte[] Id { get; } = Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{(ulong)row * 0x9E3779B97F4A7C15:x16}"));

    public byte[] Url { get; } = Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"https://www.example-{row / 40 % 500}.org/articles/{row * 7919L % 1_000_003}"));

    public byte[] Title { get; } = Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"Article {row * 31L % 65_537} of section {row % 12}"));

    public ReadOnlySpan<byte> Language => row % 10 == 0 ? "de"u8 : "en"u8;

    public static ReadOnlySpan<byte> Source => "web"u8;

    public double LanguageScore => 1 - (row % 1000 / 5000.0);

    public long FetchedMicros => 1_700_000_000_000_000 + (row * 1_000_003L);

    public long? PublishedMicros => row % 3 == 0 ? null : 1_600_000_000_000_000 + (row * 77_000_003L % 100_000_000_000_000);

    public long Tokens => 600L + (row % 200);

    public int Words => 450 + (row % 200);
}
