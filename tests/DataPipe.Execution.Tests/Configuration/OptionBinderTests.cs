using System.ComponentModel.DataAnnotations;
using DataPipe.Core.Catalogues;
using DataPipe.Core.Faults;
using DataPipe.Execution.Configuration;

namespace DataPipe.Execution.Tests.Configuration;

public sealed class OptionBinderTests
{
    private readonly FaultList _faults = new();

    public enum Shape
    {
        RoundOne,
        Square,
    }

    internal sealed record Inner
    {
        [Range(0, 10)] public int Depth { get; init; } = 1;
    }

    internal sealed record Options
    {
        public string Text { get; init; } = "default";

        public string? Maybe { get; init; } = "on";

        public bool Flag { get; init; }

        public int Count { get; init; } = 1;

        [Range(0, 1e12)] public long Tokens { get; init; }

        [Range(0, 1)] public double Fraction { get; init; } = 0.5;

        public double? Limit { get; init; } = 2;

        public decimal Price { get; init; }

        [Range(typeof(TimeSpan), "00:00:01", "01:00:00")] public TimeSpan Wait { get; init; } = TimeSpan.FromSeconds(2);

        public long ShardBytes { get; init; }

        public Shape Shape { get; init; }

        public FilePattern? Path { get; init; }

        public Inner Inner { get; init; } = new();

        public Inner? Off { get; init; } = new();

        public IReadOnlyList<string> Words { get; init; } = [];

        [Range(1, 5)] public IReadOnlyList<int> Sizes { get; init; } = [];

        public IReadOnlyList<Inner> Inners { get; init; } = [];

        [Range(0, 1)] public IReadOnlyDictionary<string, double> Weights { get; init; } = new Dictionary<string, double>();
    }

    internal sealed record Needy
    {
        [Required] public string Name { get; init; } = "";
    }

    private Options Bind(string yaml) =>
        (Options)new OptionBinder(at => at.File == "p.yaml" ? "/pipelines" : "/here", _faults).Bind(typeof(Options), YamlText.Parse(yaml, "p.yaml", _faults), "'step'", new SourcePosition("p.yaml", 9, 9));

    private Options Good(string yaml)
    {
        var options = Bind(yaml);
        Assert.Empty(_faults.Faults);
        return options;
    }

    private IEnumerable<string> FaultsOf(string yaml)
    {
        Bind(yaml);
        return _faults.Faults.Select(f => f.ToString());
    }

    [Fact]
    public void Without_a_mapping_all_is_default()
    {
        var binder = new OptionBinder(_ => "", _faults);
        Assert.Equal("default", ((Options)binder.Bind(typeof(Options), null, "'step'", new SourcePosition("p.yaml", 1, 1))).Text);
        Assert.Equal("default", Good("~").Text);
        Assert.Empty(_faults.Faults);
    }

    [Fact]
    public void Binds_every_type()
    {
        var options = Good("""
            text: 5
            maybe: null
            flag: true
            count: -3
            tokens: 1e6
            fraction: 0.25
            limit: ~
            price: 0.0000001
            wait: 2m
            shard-bytes: 64MiB
            shape: round-one
            path: data/*.txt
            inner: {depth: 3}
            off: null
            words: [a, 'b c', 7]
            sizes: [1, 5]
            inners: [{depth: 2}, {}]
            weights: {web: 0.75, books: 1}
            """);
        Assert.Equal(("5", null, true, -3, 1_000_000, 0.25, null, 0.0000001m), (options.Text, options.Maybe, options.Flag, options.Count, options.Tokens, options.Fraction, options.Limit, options.Price));
        Assert.Equal((TimeSpan.FromMinutes(2), 64L << 20, Shape.RoundOne, new FilePattern("data/*.txt", "/pipelines")), (options.Wait, options.ShardBytes, options.Shape, options.Path));
        Assert.Equal((3, (Inner?)null), (options.Inner.Depth, options.Off));
        Assert.Equal(["a", "b c", "7"], options.Words);
        Assert.Equal([1, 5], options.Sizes);
        Assert.Equal([2, 1], options.Inners.Select(i => i.Depth));
        Assert.Equal((0.75, 1.0), (options.Weights["web"], options.Weights["books"]));
    }

    [Theory]
    [InlineData("100_000", 100_000)]
    [InlineData("1e3", 1000)]
    [InlineData("1.5e3", 1500)]
    [InlineData("007", 7)]
    [InlineData("1000.0", 1000)]
    public void Whole_numbers_are_written_in_many_ways(string text, long value) => Assert.Equal(value, Good($"tokens: {text}").Tokens);

    [Theory]
    [InlineData("12", 12)]
    [InlineData("12B", 12)]
    [InlineData("2 KiB", 2048)]
    [InlineData("1.5KiB", 1536)]
    [InlineData("1kB", 1000)]
    [InlineData("1KB", 1000)]
    [InlineData("3MB", 3_000_000)]
    [InlineData("2GiB", 2L << 30)]
    [InlineData("1TB", 1_000_000_000_000)]
    [InlineData("1TiB", 1L << 40)]
    public void Sizes_have_units(string text, long bytes) => Assert.Equal(bytes, Good($"shard-bytes: {text}").ShardBytes);

    [Theory]
    [InlineData("1500ms", 1.5)]
    [InlineData("30s", 30)]
    [InlineData("0.5m", 30)]
    [InlineData("1h", 3600)]
    public void Times_have_units(string text, double seconds) => Assert.Equal(seconds, Good($"wait: {text}").Wait.TotalSeconds);

    [Fact]
    public void A_single_value_is_a_list_of_one() => Assert.Equal(["a"], Good("words: a").Words);

    [Fact]
    public void A_path_of_the_command_line_starts_from_the_current_folder()
    {
        var node = Overrides.Apply(YamlText.Parse("path: x", "p.yaml", _faults)!, "path=y", [], _faults);
        var options = (Options)new OptionBinder(at => at.File == "p.yaml" ? "/pipelines" : "/here", _faults).Bind(typeof(Options), node, "'step'", node.At);
        Assert.Equal(new FilePattern("y", "/here"), options.Path);
    }

    [Theory]
    [InlineData("fractoin: 1", "DP1003 'step' has no option 'fractoin' (did you mean 'fraction'?)   p.yaml:1:1")]
    [InlineData("Fraction: 1", "DP1003 'step' has no option 'Fraction' (did you mean 'fraction'?)   p.yaml:1:1")]
    [InlineData("fraction: 1.01", "DP1005 option 'fraction' of 'step' is 1.01, outside 0..1   p.yaml:1:11")]
    [InlineData("fraction: -0.1", "DP1005 option 'fraction' of 'step' is -0.1, outside 0..1   p.yaml:1:11")]
    [InlineData("fraction: half", "DP1004 option 'fraction' of 'step' must be a number, not 'half'   p.yaml:1:11")]
    [InlineData("fraction: '0.5'", "DP1004 option 'fraction' of 'step' must be a number, not '0.5'   p.yaml:1:11")]
    [InlineData("fraction: [1]", "DP1004 option 'fraction' of 'step' must be a number, not a list   p.yaml:1:11")]
    [InlineData("fraction: NaN", "DP1004 option 'fraction' of 'step' must be a number, not 'NaN'   p.yaml:1:11")]
    [InlineData("fraction: 0,5", "DP1004 option 'fraction' of 'step' must be a number, not '0,5'   p.yaml:1:11")]
    [InlineData("fraction: null", "DP1004 option 'fraction' of 'step' cannot be null   p.yaml:1:11")]
    [InlineData("fraction:", "DP1004 option 'fraction' of 'step' cannot be null   p.yaml:1:10")]
    [InlineData("count: 1.5", "DP1004 option 'count' of 'step' must be a whole number, not '1.5'   p.yaml:1:8")]
    [InlineData("count: 3000000000", "DP1004 option 'count' of 'step' must be a whole number, not '3000000000'   p.yaml:1:8")]
    [InlineData("tokens: 1e30", "DP1004 option 'tokens' of 'step' must be a whole number, not '1e30'   p.yaml:1:9")]
    [InlineData("tokens: 64MiB", "DP1004 option 'tokens' of 'step' must be a whole number, not '64MiB'   p.yaml:1:9")]
    [InlineData("tokens: 2e12", "DP1005 option 'tokens' of 'step' is 2000000000000, outside 0..1000000000000   p.yaml:1:9")]
    [InlineData("price: 1e99", "DP1004 option 'price' of 'step' must be a number, not '1e99'   p.yaml:1:8")]
    [InlineData("flag: yes", "DP1004 option 'flag' of 'step' must be true or false, not 'yes'   p.yaml:1:7")]
    [InlineData("wait: 5", "DP1004 option 'wait' of 'step' must be a time such as 30s or 2m, not '5'   p.yaml:1:7")]
    [InlineData("wait: -5s", "DP1004 option 'wait' of 'step' must be a time such as 30s or 2m, not '-5s'   p.yaml:1:7")]
    [InlineData("wait: 2h", "DP1005 option 'wait' of 'step' is 02:00:00, outside 00:00:01..01:00:00   p.yaml:1:7")]
    [InlineData("shard-bytes: 5 parsecs", "DP1004 option 'shard-bytes' of 'step' must be a whole number, not '5 parsecs'   p.yaml:1:14")]
    [InlineData("shard-bytes: 1e28TiB", "DP1004 option 'shard-bytes' of 'step' must be a whole number, not '1e28TiB'   p.yaml:1:14")]
    [InlineData("shape: sqare", "DP1004 option 'shape' of 'step' must be round-one | square, not 'sqare' (did you mean 'square'?)   p.yaml:1:8")]
    [InlineData("text: {a: 1}", "DP1004 option 'text' of 'step' must be a text, not a mapping   p.yaml:1:7")]
    [InlineData("path: [a]", "DP1004 option 'path' of 'step' must be a path or glob, not a list   p.yaml:1:7")]
    [InlineData("words: {a: 1}", "DP1004 option 'words' of 'step' must be a text, not a mapping   p.yaml:1:8")]
    [InlineData("words: [a, ~]", "DP1004 option 'words' of 'step' must be a text, not nothing   p.yaml:1:12")]
    [InlineData("words: [[a]]", "DP1004 option 'words' of 'step' must be a text, not a list   p.yaml:1:9")]
    [InlineData("sizes: [1, x]", "DP1004 option 'sizes' of 'step' must be a whole number, not 'x'   p.yaml:1:12")]
    [InlineData("sizes: [1, 6]", "DP1005 option 'sizes' of 'step' is a list with something in it, outside 1..5   p.yaml:1:8")]
    [InlineData("weights: 5", "DP1004 option 'weights' of 'step' must be a mapping of names to a number, not '5'   p.yaml:1:10")]
    [InlineData("weights: {web: much}", "DP1004 'web' in option 'weights' of 'step' must be a number, not 'much'   p.yaml:1:16")]
    [InlineData("weights: {web: ~}", "DP1004 'web' in option 'weights' of 'step' must be a number, not nothing   p.yaml:1:16")]
    [InlineData("inner: 5", "DP1004 option 'inner' of 'step' takes options as a mapping, not '5'   p.yaml:1:8")]
    [InlineData("inner: {dept: 5}", "DP1003 option 'inner' of 'step' has no option 'dept' (did you mean 'depth'?)   p.yaml:1:9")]
    [InlineData("inner: {depth: 11}", "DP1005 option 'depth' of option 'inner' of 'step' is 11, outside 0..10   p.yaml:1:16")]
    [InlineData("inner: ~", "DP1004 option 'inner' of 'step' cannot be null   p.yaml:1:8")]
    [InlineData("[a]", "DP1004 'step' takes options as a mapping, not a list   p.yaml:1:1")]
    public void Every_mistake_has_code_cause_and_place(string yaml, string fault) => Assert.Equal([fault], FaultsOf(yaml));

    [Fact]
    public void An_unknown_option_far_from_all_names_them_all() =>
        Assert.Equal(["DP1003 'step' has no option 'zzz'; it has depth   p.yaml:1:9"], FaultsOf("inner: {zzz: 1}").Select(f => f.Replace("option 'inner' of ", "", StringComparison.Ordinal)));

    [Fact]
    public void All_mistakes_are_told_at_once() =>
        Assert.Equal(["DP1004", "DP1003", "DP1005", "DP1004"], FaultsOf("count: x\nnope: 1\nfraction: 2\nflag: 3\n").Select(f => f[..6]));

    [Fact]
    public void A_mistake_leaves_the_default_and_the_others_are_bound()
    {
        var options = Bind("count: x\ntext: bound\n");
        Assert.Equal((1, "bound"), (options.Count, options.Text));
    }

    [Fact]
    public void A_required_option_that_is_missing_is_a_fault()
    {
        var binder = new OptionBinder(_ => "", _faults);
        binder.Bind(typeof(Needy), null, "'step'", new SourcePosition("p.yaml", 9, 9));
        binder.Bind(typeof(Needy), YamlText.Parse("{}", "p.yaml", _faults), "'step'", new SourcePosition("p.yaml", 9, 9));
        Assert.Equal(["DP1007 'step' needs the option 'name'   p.yaml:9:9", "DP1007 'step' needs the option 'name'   p.yaml:1:1"], _faults.Faults.Select(f => f.ToString()));
    }

    [Fact]
    public void A_record_without_options_says_that_it_takes_none()
    {
        new OptionBinder(_ => "", _faults).Bind(typeof(StreamOptions), YamlText.Parse("{x: 1}", "p.yaml", _faults), "'stream'", new SourcePosition("p.yaml", 9, 9));
        Assert.Equal("DP1003 'stream' has no option 'x'; it takes none   p.yaml:1:2", Assert.Single(_faults.Faults).ToString());
    }
}
