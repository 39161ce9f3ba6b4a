using DataPipe.Core.Faults;
using DataPipe.Execution.Configuration;

namespace DataPipe.Execution.Tests.Configuration;

public sealed class OverridesTests
{
    private const string Pipeline = """
        seed: 1
        stages:
          mix:
            use: mix
            with: {tokens: 5}
            steps: [length, {use: drop-every, with: {n: 3}}]
          bare:
            use: stream
            with:
        """;

    private readonly FaultList _faults = new();

    private ConfigNode Apply(string set) => Overrides.Apply(YamlText.Parse(Pipeline, "p.yaml", _faults)!, set, ["ledger"], _faults);

    private static ConfigNode? At(ConfigNode node, params string[] path)
    {
        foreach (var key in path)
            node = node switch
            {
                ConfigNode.Mapping mapping => mapping[key]!,
                ConfigNode.Sequence sequence => sequence.Items[int.Parse(key, System.Globalization.CultureInfo.InvariantCulture)],
                _ => null!,
            };
        return node;
    }

    private string ValueAt(string set, params string[] path)
    {
        var node = At(Apply(set), path);
        Assert.Empty(_faults.Faults);
        return Assert.IsType<ConfigNode.Scalar>(node).Value;
    }

    private string FaultOf(string set)
    {
        Apply(set);
        return Assert.Single(_faults.Faults).ToString();
    }

    [Fact]
    public void Replaces_a_value_deep_inside() => Assert.Equal("1e6", ValueAt("stages.mix.with.tokens=1e6", "stages", "mix", "with", "tokens"));

    [Fact]
    public void Begins_a_section_that_may_be_begun() => Assert.Equal("calls", ValueAt("ledger.folder=calls", "ledger", "folder"));

    [Fact]
    public void Replaces_a_value_at_the_top() => Assert.Equal("7", ValueAt("seed=7", "seed"));

    [Fact]
    public void Leaves_the_rest_as_it_is_with_its_places()
    {
        var root = Apply("stages.mix.with.tokens=1");
        Assert.Equal("p.yaml:4:10", At(root, "stages", "mix", "use")!.At.ToString());
        Assert.Equal("--set stages.mix.with.tokens=1", At(root, "stages", "mix", "with", "tokens")!.At.ToString());
    }

    [Theory]
    [InlineData("stages.mix.with.epochs=2", new[] { "stages", "mix", "with", "epochs" }, "2")]
    [InlineData("stages.bare.with.x=2", new[] { "stages", "bare", "with", "x" }, "2")]
    [InlineData("stages.mix.with.weights.web=0.5", new[] { "stages", "mix", "with", "weights", "web" }, "0.5")]
    [InlineData("stages.mix.codec=gzip", new[] { "stages", "mix", "codec" }, "gzip")]
    [InlineData("params.size=3", new[] { "params", "size" }, "3")]
    [InlineData("defaults.codec=snappy", new[] { "defaults", "codec" }, "snappy")]
    public void Adds_what_is_not_written(string set, string[] path, string value) => Assert.Equal(value, ValueAt(set, path));

    [Theory]
    [InlineData("stages.mix.steps.drop-every.with.n=4", "1")]
    [InlineData("stages.mix.steps.1.with.n=4", "1")]
    [InlineData("stages.mix.steps.length.with.n=4", "0")]
    [InlineData("stages.mix.steps.0.with.n=4", "0")]
    public void A_step_is_picked_by_name_or_number_and_a_bare_one_opened(string set, string step)
    {
        Assert.Equal("4", ValueAt(set, "stages", "mix", "steps", step, "with", "n"));
        Assert.Equal(step == "0" ? "length" : "drop-every", ValueAt(set, "stages", "mix", "steps", step, "use"));
    }

    [Fact]
    public void Takes_lists_and_mappings_as_YAML_has_them()
    {
        Assert.Equal("b", ValueAt("stages.mix.with.list=[a, b]", "stages", "mix", "with", "list", "1"));
        Assert.Equal("2", ValueAt("stages.mix.with={x: 1, y: 2}", "stages", "mix", "with", "y"));
    }

    [Theory]
    [InlineData("stages.mix.with.tokens=")]
    [InlineData("stages.mix.with.tokens= ")]
    [InlineData("stages.mix.with.tokens=null")]
    public void Nothing_behind_the_equals_sign_is_null(string set)
    {
        Assert.True(Assert.IsType<ConfigNode.Scalar>(At(Apply(set), "stages", "mix", "with", "tokens")).IsNull);
        Assert.Empty(_faults.Faults);
    }

    [Fact]
    public void A_value_may_hold_equals_signs_and_dots() => Assert.Equal("a=b.c", ValueAt("stages.mix.with.x=a=b.c", "stages", "mix", "with", "x"));

    [Theory]
    [InlineData("stages", "DP1002 'stages' is not PATH=VALUE, such as stages.mix.with.tokens=1e6   --set stages")]
    [InlineData("=5", "DP1002 '=5' is not PATH=VALUE, such as stages.mix.with.tokens=1e6   --set =5")]
    [InlineData("stages.mxi.with.tokens=1", "DP1002 nothing is named 'stages.mxi' (did you mean 'mix'?)   --set stages.mxi.with.tokens=1")]
    [InlineData("stage.mix.use=1", "DP1002 nothing is named 'stage' (did you mean 'stages'?)   --set stage.mix.use=1")]
    [InlineData("seed.x=1", "DP1002 'seed' is '1' and holds no 'x'   --set seed.x=1")]
    [InlineData("stages.mix.steps.drop-evry.with.n=4", "DP1002 nothing in 'stages.mix.steps' is named 'drop-evry' (did you mean 'drop-every'?)   --set stages.mix.steps.drop-evry.with.n=4")]
    [InlineData("stages.mix.steps.2.with.n=4", "DP1002 nothing in 'stages.mix.steps' is named '2'   --set stages.mix.steps.2.with.n=4")]
    [InlineData("stages.mix.steps.-1.with.n=4", "DP1002 nothing in 'stages.mix.steps' is named '-1'   --set stages.mix.steps.-1.with.n=4")]
    public void A_path_that_leads_nowhere_is_a_fault(string set, string fault) => Assert.Equal(fault, FaultOf(set));

    [Fact]
    public void A_value_that_is_not_YAML_is_a_fault() => Assert.StartsWith("DP1001 not YAML: ", FaultOf("seed=[1"), StringComparison.Ordinal);
}
