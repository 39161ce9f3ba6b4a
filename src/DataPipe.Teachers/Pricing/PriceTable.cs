using System.Globalization;
using System.Text.RegularExpressions;

namespace DataPipe.Teachers.Pricing;

/// <summary>The built-in list of prices, <c>Pricing/prices.tsv</c>: each line with its date and source.</summary>
public static partial class PriceTable
{
    private const string Resource = "DataPipe.Teachers.Pricing.prices.tsv";
    private static readonly Lazy<IReadOnlyList<PriceLine>> Read = new(ReadLines);

    /// <summary>All lines.</summary>
    public static IReadOnlyList<PriceLine> Lines => Read.Value;

    /// <summary>What is known of a teacher's price: the options go above the list. A list price holds at the provider's own endpoint only.</summary>
    /// <exception cref="TeacherConfigurationException">The options give half of a price, or one out of range.</exception>
    public static KnownPrice Of(TeacherIdentity teacher, PriceOptions? options)
    {
        var listed = ListedFor(teacher);
        if (options is null) return listed;
        Check(options);
        var longest = options.MaxOutputTokens ?? listed.MaxOutputTokens;
        if (options.Input is not { } input || options.Output is not { } output) return listed with { MaxOutputTokens = longest };
        var price = new ModelPrice(options.Currency, input, output)
        {
            CachedInput = options.CachedInput, CacheWriteInput = options.CacheWriteInput, BatchInput = options.BatchInput, BatchOutput = options.BatchOutput,
        };
        return new KnownPrice(price, longest, "options", null);
    }

    private static KnownPrice ListedFor(TeacherIdentity teacher)
    {
        if (teacher.Simulated) return new KnownPrice(new ModelPrice("USD", 0, 0), null, "simulated", null);
        var model = Version().Replace(teacher.Model, "");
        foreach (var line in Lines)
            if (line.Provider == teacher.Provider && line.Host == teacher.EndpointHost && (line.Model == teacher.Model || line.Model == model))
                return new KnownPrice(line.Price, line.MaxOutputTokens, line.Source, line.AsOf);
        return new KnownPrice(null, null, null, null);
    }

    private static void Check(PriceOptions options)
    {
        if (options.Input is null != options.Output is null)
            throw new TeacherConfigurationException("Price", "Half of a price is given.", "Give 'price' both 'input' and 'output', per million tokens.");
        if (options.Input is null && (options.CachedInput ?? options.CacheWriteInput ?? options.BatchInput ?? options.BatchOutput) is not null)
            throw new TeacherConfigurationException("Price", "A price of cached or batched tokens is given without the price of others.", "Give 'price' both 'input' and 'output' too.");
        foreach (var price in new[] { options.Input, options.Output, options.CachedInput, options.CacheWriteInput, options.BatchInput, options.BatchOutput })
            if (price is < 0 or > 1_000_000)
                throw new TeacherConfigurationException("Price", string.Create(CultureInfo.InvariantCulture, $"A price is {price}."), "Choose from 0 to 1000000 per million tokens.");
        if (options.MaxOutputTokens is < 1)
            throw new TeacherConfigurationException("Price", "'max-output-tokens' is below 1.", "Give the longest answer of the model in tokens.");
        if (!CurrencyName().IsMatch(options.Currency))
            throw new TeacherConfigurationException("Price", $"'{options.Currency}' is no currency.", "Write it in three letters, such as USD.");
    }

    private static List<PriceLine> ReadLines()
    {
        using var stream = typeof(PriceTable).Assembly.GetManifestResourceStream(Resource) ?? throw new InvalidOperationException($"{Resource} is not part of the assembly.");
        using var reader = new StreamReader(stream);
        var lines = new List<PriceLine>();
        var isHead = true;
        while (reader.ReadLine() is { } line)
        {
            if (line.Length == 0 || line[0] == '#') continue;
            if (!isHead) lines.Add(PriceLine.Parse(line));
            isHead = false;
        }

        return lines;
    }

    // The dates and tags that providers put behind a model's name: -2024-08-06, -20251001, -latest.
    [GeneratedRegex(@"-(\d{4}-\d{2}-\d{2}|\d{8}|latest)$")]
    private static partial Regex Version();

    [GeneratedRegex("^[A-Z]{3}$")]
    private static partial Regex CurrencyName();
}
