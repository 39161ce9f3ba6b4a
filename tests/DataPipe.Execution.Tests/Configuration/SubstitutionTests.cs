using DataPipe.Core.Faults;
using DataPipe.Execution.Configuration;

namespace DataPipe.Execution.Tests.Configuration;

public sealed class SubstitutionTests
{
    private const string Parameters = "{size: 5, name: web, list: [a, b], quoted: '7', odd-name_1: x}";
    private readonly FaultList _faults = new();

    private ConfigNode Apply(string value)
    {
        var parameters = (ConfigNode.Mapping)YamlText.Parse(Parameters, "params", _faults)!;
        return new Substitution(name => name == "HOME" ? "/home/me" : name == "EMPTY" ? "" : null, parameters, _faults)
            .Apply(new ConfigNode.Scalar(value, true, new SourcePosition("p.yaml", 3, 7)));
    }

    private string TextOf(string value)
    {
        var node = Assert.IsType<ConfigNode.Scalar>(Apply(value));
        Assert.Empty(_faults.Faults);
        return node.Value;
    }

    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("${ENV:HOME}", "/home/me")]
    [InlineData("${ENV:HOME}/data/${params.name}-${params.size}.x", "/home/me/data/web-5.x")]
    [InlineData("${ENV:EMPTY}", "")]
    [InlineData("${params.odd-name_1}", "x")]
    [InlineData("$${ENV:HOME}", "${ENV:HOME}")]
    [InlineData("$${params.size}", "${params.size}")]
    [InlineData("a $${ b } ${params.size}", "a ${ b } 5")]
    [InlineData("$5 and $$ and {x}", "$5 and $$ and {x}")]
    [InlineData("${unclosed", "${unclosed")]
    public void Replaces_references_in_a_text(string value, string expected) => Assert.Equal(expected, TextOf(value));

    [Fact]
    public void A_value_that_is_one_reference_takes_the_node_of_the_parameter()
    {
        Assert.True(Assert.IsType<ConfigNode.Scalar>(Apply("${params.size}")).IsPlain);
        Assert.False(Assert.IsType<ConfigNode.Scalar>(Apply("${params.quoted}")).IsPlain);
        var list = Assert.IsType<ConfigNode.Sequence>(Apply("${params.list}"));
        Assert.Equal(["a", "b"], list.Items.Cast<ConfigNode.Scalar>().Select(s => s.Value));
        Assert.Equal("p.yaml:3:7", list.At.ToString());
    }

    [Theory]
    [InlineData("${ENV:MISSING}", "DP1006 the environment has no variable 'MISSING': set it before the run   p.yaml:3:7")]
    [InlineData("${params.sise}", "DP1006 'params' has no 'sise' (did you mean 'size'?)   p.yaml:3:7")]
    [InlineData("x${params.list}", "DP1006 '${params.list}' is a list and cannot stand inside a text   p.yaml:3:7")]
    [InlineData("${HOME}", "DP1006 '${HOME}' is neither ${ENV:NAME} nor ${params.name}; write $${ for a literal ${   p.yaml:3:7")]
    [InlineData("${env:HOME}", "DP1006 '${env:HOME}' is neither ${ENV:NAME} nor ${params.name}; write $${ for a literal ${   p.yaml:3:7")]
    [InlineData("${}", "DP1006 '${}' is neither ${ENV:NAME} nor ${params.name}; write $${ for a literal ${   p.yaml:3:7")]
    public void A_reference_to_nothing_is_a_fault(string value, string fault)
    {
        Apply(value);
        Assert.Equal(fault, Assert.Single(_faults.Faults).ToString());
    }

    [Fact]
    public void Without_parameters_the_fault_says_where_they_stand()
    {
        new Substitution(_ => null, null, _faults).Apply(new ConfigNode.Scalar("${params.size}", true, new SourcePosition("p.yaml", 3, 7)));
        Assert.Equal("DP1006 there is no parameter 'size' here: they stand under 'params', and do not refer to each other   p.yaml:3:7", Assert.Single(_faults.Faults).ToString());
    }

    [Fact]
    public void Reaches_every_value_and_no_key()
    {
        var root = YamlText.Parse("a: ['${params.size}', {b: '${params.name}'}]\n'${params.size}': 1\n", "p.yaml", _faults)!;
        var replaced = (ConfigNode.Mapping)new Substitution(_ => null, (ConfigNode.Mapping)YamlText.Parse(Parameters, "params", _faults)!, _faults).Apply(root);
        var list = (ConfigNode.Sequence)replaced["a"]!;
        Assert.Equal("5", ((ConfigNode.Scalar)list.Items[0]).Value);
        Assert.Equal("web", ((ConfigNode.Scalar)((ConfigNode.Mapping)list.Items[1])["b"]!).Value);
        Assert.NotNull(replaced["${params.size}"]);
    }
}
