using DataPipe.Core.Faults;
using DataPipe.Execution.Configuration;
using FsCheck;
using FsCheck.Fluent;

namespace DataPipe.Execution.Tests.Configuration;

public sealed class YamlTextTests
{
    private static ConfigNode Parse(string text)
    {
        var faults = new FaultList();
        var node = YamlText.Parse(text, "p.yaml", faults);
        faults.ThrowIfAny();
        return node!;
    }

    private static string FaultOf(string text)
    {
        var faults = new FaultList();
        Assert.Null(YamlText.Parse(text, "p.yaml", faults));
        return Assert.Single(faults.Faults).ToString();
    }

    [Fact]
    public void Every_node_knows_its_place()
    {
        var root = Assert.IsType<ConfigNode.Mapping>(Parse("""
            a: 1
            list:
              - x
              - {deep: "q"}
            """));
        Assert.Equal("p.yaml:1:1", root.Entries[0].KeyAt.ToString());
        Assert.Equal("p.yaml:1:4", root["a"]!.At.ToString());
        Assert.Equal("p.yaml:2:1", root.Entries[1].KeyAt.ToString());
        var list = Assert.IsType<ConfigNode.Sequence>(root["list"]);
        Assert.Equal("p.yaml:3:5", list.Items[0].At.ToString());
        var deep = Assert.IsType<ConfigNode.Mapping>(list.Items[1]);
        Assert.Equal("p.yaml:4:6", deep.Entries[0].KeyAt.ToString());
        Assert.Equal("p.yaml:4:12", deep["deep"]!.At.ToString());
        Assert.Null(root["missing"]);
    }

    [Fact]
    public void A_quoted_value_is_text_and_a_plain_one_may_be_more()
    {
        var root = (ConfigNode.Mapping)Parse("plain: 5\nquoted: '5'\nnothing:\ntilde: ~\nword: null\nquotednull: 'null'\n");
        Assert.True(((ConfigNode.Scalar)root["plain"]!).IsPlain);
        Assert.False(((ConfigNode.Scalar)root["quoted"]!).IsPlain);
        foreach (var name in (string[])["nothing", "tilde", "word"]) Assert.True(((ConfigNode.Scalar)root[name]!).IsNull, name);
        Assert.False(((ConfigNode.Scalar)root["quotednull"]!).IsNull);
        Assert.Equal(["'5'", "'5'", "nothing", "nothing"], new[] { "plain", "quoted", "nothing", "tilde" }.Select(n => root[n]!.Kind));
        Assert.Equal(("a mapping", "a list"), (root.Kind, Parse("[1]").Kind));
    }

    [Theory]
    [InlineData("", "DP1001 the file is empty: a pipeline needs 'pipeline' and 'stages'   p.yaml:1:1")]
    [InlineData("# only a comment\n", "DP1001 the file is empty: a pipeline needs 'pipeline' and 'stages'   p.yaml:1:1")]
    [InlineData("a: 1\nb: 2\na: 3\n", "DP1001 not YAML: the key 'a' stands twice   p.yaml:3:1")]
    [InlineData("a: &x 1\nb: *x\n", "DP1001 not YAML: anchors and tags are not used here: put what repeats into 'params'   p.yaml:1:4")]
    [InlineData("b: *x\n", "DP1001 not YAML: aliases are not used here: put what repeats into 'params'   p.yaml:1:4")]
    [InlineData("b: !local 1\n", "DP1001 not YAML: anchors and tags are not used here: put what repeats into 'params'   p.yaml:1:4")]
    [InlineData("b: !!str 1\n", "DP1001 not YAML: anchors and tags are not used here: put what repeats into 'params'   p.yaml:1:4")]
    [InlineData("[a]: 1\n", "DP1001 not YAML: a key must be a plain word   p.yaml:1:1")]
    [InlineData("a: 1\n---\nb: 2\n", "DP1001 not YAML: a second document follows; one file holds one pipeline   p.yaml:2:1")]
    public void A_mistake_is_one_fault_at_its_place(string text, string fault) => Assert.Equal(fault, FaultOf(text));

    [Theory]
    [InlineData("a: [1\n", ":2:1")]
    [InlineData("a: 1\n b: 2\n", ":2:3")]
    [InlineData("a:\n\t- 1\n", ":1:1")]
    [InlineData("a: 'x\n", ":1:4")]
    public void What_is_not_YAML_is_a_fault_with_line_and_column(string text, string place)
    {
        var fault = FaultOf(text);
        Assert.StartsWith("DP1001 not YAML: ", fault, StringComparison.Ordinal);
        Assert.EndsWith($"   p.yaml{place}", fault, StringComparison.Ordinal);
    }

    [Fact]
    public void Deep_nesting_is_refused_and_does_not_break_the_stack()
    {
        Assert.StartsWith("DP1001 not YAML: nested too deeply or too large for a pipeline   p.yaml:1:", FaultOf(new string('[', 200_000)), StringComparison.Ordinal);
        Assert.StartsWith("DP1001 not YAML: nested too deeply or too large for a pipeline   p.yaml:1:", FaultOf(string.Concat(Enumerable.Repeat("{a: ", 200_000))), StringComparison.Ordinal);
    }

    [Fact]
    public void Millions_of_nodes_are_refused() =>
        Assert.StartsWith("DP1001 not YAML: nested too deeply or too large", FaultOf($"[{string.Join(',', Enumerable.Repeat("1", 200_000))}]"), StringComparison.Ordinal);

    [Fact]
    public void Whatever_the_text_there_is_a_tree_or_a_fault()
    {
        string[] pieces = ["a", ": ", "\n", "- ", "[", "]", "{", "}", ",", "'", "\"", "#", "&x", "*x", "!t", "|", ">", "%YAML 1.2", "---", "...", "?", "\t", "  ", "\\", "\0", "é", "\uFEFF", "\u2028", "<<"];
        Prop.ForAll(Gen.Elements(pieces).ArrayOf().Select(string.Concat).ToArbitrary(), text =>
        {
            var faults = new FaultList();
            return YamlText.Parse(text, "p.yaml", faults) is not null != faults.Any;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(3000));
    }
}
