using System.Text.Json;
using DataPipe.Teachers.Simulated;

namespace DataPipe.Teachers.Tests.Simulated;

public sealed class SchemaTests
{
    [Theory]
    [InlineData("""{"type":"object"}""")]
    [InlineData("""{"type":"object","properties":{"a":{"type":"string"},"b":{"type":"integer"},"c":{"type":"boolean"},"d":{"type":"null"}},"required":["a","b","c","d"]}""")]
    [InlineData("""{"type":"object","properties":{"a":{"type":"string","minLength":400,"maxLength":450},"t":{"type":"string","maxLength":3}},"required":["a","t"]}""")]
    [InlineData("""{"type":"object","properties":{"n":{"type":"number","minimum":-0.25,"exclusiveMaximum":0.5},"i":{"type":"integer","exclusiveMinimum":3,"maximum":4},"m":{"type":"integer","multipleOf":7,"minimum":50,"maximum":60},"f":{"type":"number","multipleOf":0.25,"minimum":1,"maximum":1.5}},"required":["n","i","m","f"]}""")]
    [InlineData("""{"type":"object","properties":{"e":{"enum":["x",2,null]},"k":{"const":{"z":[1]}},"u":{"type":["string","null"]}},"required":["e","k","u"]}""")]
    [InlineData("""{"type":"object","properties":{"list":{"type":"array","minItems":2,"maxItems":5,"uniqueItems":true,"items":{"enum":["a","b","c","d","e"]}}},"required":["list"]}""")]
    [InlineData("""{"type":"object","properties":{"deep":{"type":"object","properties":{"x":{"type":"array","items":{"type":"object","properties":{"y":{"type":"string"}},"required":["y"]}}},"required":["x"]}},"required":["deep"]}""")]
    [InlineData("""{"type":"object","properties":{"v":{"anyOf":[{"type":"integer","minimum":1,"maximum":1},{"type":"string"}]}},"required":["v","extra"]}""")]
    [InlineData("""{"$defs":{"node":{"type":"object","properties":{"value":{"type":"integer"},"children":{"type":"array","items":{"$ref":"#/$defs/node"}}},"required":["value","children"]}},"type":"object","properties":{"root":{"$ref":"#/$defs/node"}},"required":["root"]}""")]
    [InlineData("""{"type":"object","properties":{"next":{"anyOf":[{"$ref":"#"},{"type":"null"}]}},"required":["next"]}""")]
    public async Task An_answer_is_an_instance_of_its_schema(string schema)
    {
        using var wanted = JsonDocument.Parse(schema);
        for (var seed = 0; seed < 30; seed++)
        {
            var text = await new SimulatedTeacher(seed).TextAsync(Prompt.FromUser("Fill in the form about émigré 🙂 glass making.") with { JsonSchema = schema });
            using var given = JsonDocument.Parse(text);
            SchemaCheck.Holds(wanted.RootElement, wanted.RootElement, given.RootElement, "$");
        }
    }

    [Theory]
    [InlineData("date", @"^\d{4}-\d\d-\d\d$")]
    [InlineData("uuid", "^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$")]
    [InlineData("email", "^[a-z0-9]+@example\\.org$")]
    public async Task A_string_has_its_format(string format, string pattern)
    {
        var schema = $$$"""{"type":"object","properties":{"v":{"type":"string","format":"{{{format}}}"}},"required":["v"]}""";
        for (var seed = 0; seed < 20; seed++)
        {
            using var given = JsonDocument.Parse(await new SimulatedTeacher(seed).TextAsync(Prompt.FromUser("x") with { JsonSchema = schema }));
            Assert.Matches(pattern, given.RootElement.GetProperty("v").GetString()!);
        }
    }

    [Theory]
    [InlineData("""{"$ref":"#"}""")]
    [InlineData("""{"$ref":"#/nowhere"}""")]
    [InlineData("""{"$ref":"https://example.org/x"}""")]
    [InlineData("""{"type":"object","properties":{"a":{"$ref":"#"}},"required":["a"]}""")]
    [InlineData("""{"type":"string","pattern":"a+"}""")]
    [InlineData("""{"type":"string","minLength":9,"maxLength":3}""")]
    [InlineData("""{"type":"string","minLength":2000000000}""")]
    [InlineData("""{"type":"array","minItems":2000000000}""")]
    [InlineData("""{"type":"array","minItems":20000,"items":{"type":"string","minLength":100000}}""")]
    [InlineData("""{"type":"array","minItems":3,"uniqueItems":true,"items":{"enum":[1,2]}}""")]
    [InlineData("""{"type":"integer","minimum":4,"maximum":3}""")]
    [InlineData("""{"type":"integer","minimum":1e300}""")]
    [InlineData("""{"type":"number","minimum":1e999}""")]
    [InlineData("""{"type":"number","minimum":-1e308,"maximum":1.7e308}""")]
    [InlineData("""{"type":"number","multipleOf":1e-300,"minimum":1}""")]
    [InlineData("""{"type":"number","multipleOf":-1}""")]
    [InlineData("""{"type":"number","multipleOf":"x","minimum":5,"maximum":4}""")]
    [InlineData("""{"enum":[]}""")]
    [InlineData("""{"enum":7}""")]
    [InlineData("""{"anyOf":[]}""")]
    [InlineData("""{"allOf":[{},{}]}""")]
    [InlineData("""{"type":"colour"}""")]
    [InlineData("""{"type":[]}""")]
    [InlineData("""{"type":[4]}""")]
    [InlineData("""{"type":"array","minItems":1,"items":false}""")]
    [InlineData("""{"type":"object","required":["a"],"additionalProperties":false}""")]
    public async Task A_schema_that_cannot_be_met_is_an_invalid_request(string schema)
    {
        var failed = await new SimulatedTeacher(0).FailAsync(Prompt.FromUser("x") with { JsonSchema = schema });
        Assert.Equal((FailureKind.InvalidRequest, "invalid_json_schema"), (failed.Kind, failed.Code));
    }
}
