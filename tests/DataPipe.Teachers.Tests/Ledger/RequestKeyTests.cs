using System.Collections;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using DataPipe.Teachers.Ledger;
using FsCheck;
using FsCheck.Fluent;

namespace DataPipe.Teachers.Tests.Ledger;

public sealed class RequestKeyTests
{
    private static readonly TeacherIdentity Teacher = new("openai", "gpt-x", "api.example.com", Simulated: false, Version: "v1");

    private static readonly Prompt Full = new()
    {
        Kind = PromptKind.Chat,
        Messages =
        [
            new Message(Role.System, "Be brief."), new Message(Role.User, "What is 6·7?"),
            new Message(Role.Assistant, "") { ToolCalls = [new ToolCall("c1", "times", "{\"a\": 6}")] }, new Message(Role.Tool, "42") { ToolCallId = "c1" },
        ],
        Tools = [new Tool("times", "Multiplies.", """{"type": "object"}""")],
        ToolChoice = ToolChoice.Named("times"),
        ReasoningEffort = ReasoningEffort.Low,
        Temperature = 0.7, TopP = 0.9, MaxTokens = 100, Stop = ["\n"], Seed = 3, PresencePenalty = 0.5, FrequencyPenalty = -0.5,
        JsonSchema = """{"type": "object", "title": "A b"}""", JsonSchemaName = "answer", TopLogprobs = 2,
    };

    [Fact]
    public void Version_one_is_pinned_to_the_letter()
    {
        const string Canonical =
            """{"v":1,"teacher":{"id":"openai/gpt-x","provider":"openai","model":"gpt-x","host":"api.example.com","version":"v1"},"path":"chat","messages":[{"role":"system","content":"Be brief."},{"role":"user","content":"What is 6\u00B77?"},{"role":"assistant","content":"","tool_calls":[{"id":"c1","name":"times","arguments":"{\u0022a\u0022: 6}"}]},{"role":"tool","content":"42","tool_call_id":"c1"}],"tools":[{"name":"times","description":"Multiplies.","parameters":{"type":"object"}}],"tool_choice":"named","tool_chosen":"times","reasoning_effort":"low","temperature":0.7,"top_p":0.9,"max_tokens":100,"stop":["\n"],"seed":3,"presence_penalty":0.5,"frequency_penalty":-0.5,"schema":{"type":"object","title":"A b"},"schema_name":"answer","top_logprobs":2}""";
        Assert.Equal(Canonical, Encoding.UTF8.GetString(CanonicalRequest.Write(Teacher, "openai/gpt-x", Full)));
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Canonical))), KeyOf(Full).ToString());
        Assert.StartsWith("855c2634ba145be2f35c4d82d80abdc17803b0edd2787b64cd39efc968c0f1", KeyOf(Full).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_setting_of_a_prompt_shapes_the_key_but_the_number_of_samples()
    {
        List<string> still = [];
        foreach (var (path, changed) in Changes(Full, typeof(Prompt)))
            if (KeyOf((Prompt)changed) == KeyOf(Full))
                still.Add(path);
        Assert.Equal(["Samples"], still);
    }

    [Fact]
    public void Leaving_a_setting_out_gives_another_key()
    {
        Prompt[] prompts =
        [
            Full with { ToolChoice = null }, Full with { ReasoningEffort = null }, Full with { Temperature = null }, Full with { TopP = null }, Full with { MaxTokens = null },
            Full with { Stop = [] }, Full with { Seed = null }, Full with { PresencePenalty = null }, Full with { FrequencyPenalty = null },
            Full with { JsonSchema = null }, Full with { JsonSchemaName = null }, Full with { TopLogprobs = null }, Full with { TopLogprobs = 0 }, Full with { Tools = [] },
            Full with { Temperature = 0 }, Full with { Seed = 0 }, Full,
        ];
        Assert.Equal(prompts.Length, prompts.Select(KeyOf).Distinct().Count());
    }

    [Fact]
    public void Every_mark_of_a_teacher_shapes_the_key()
    {
        List<string> still = [];
        foreach (var (path, changed) in Changes(Teacher, typeof(TeacherIdentity)))
            if (RequestKey.Of((TeacherIdentity)changed, "openai/gpt-x", Full) == KeyOf(Full))
                still.Add(path);
        Assert.Empty(still);
        Assert.NotEqual(KeyOf(Full), RequestKey.Of(Teacher, "openai/gpt-x?seed=2", Full));
    }

    [Fact]
    public void White_space_in_a_schema_does_not_shape_the_key_and_its_order_does()
    {
        Assert.Equal(KeyOf(Full), KeyOf(Full with { JsonSchema = "{\n  \"type\":\"object\",\n  \"title\":\"A b\"\n}" }));
        Assert.Equal(KeyOf(Full), KeyOf(Full with { Tools = [new Tool("times", "Multiplies.", "{ \"type\":\n\"object\" }")] }));
        Assert.NotEqual(KeyOf(Full), KeyOf(Full with { JsonSchema = """{"title": "A b", "type": "object"}""" }));
        Assert.NotEqual(KeyOf(Full), KeyOf(Full with { JsonSchema = """{"type": "object", "title": "A  b"}""" }));
    }

    [Fact]
    public void Different_conversations_have_different_keys()
    {
        // Texts that are cut at other places, or look like the form they are written in, must not meet.
        var text = Gen.ArrayOf(Gen.Elements("a", "b", "\"", "\\", "{", "}", ",", ":", "é", "\u0001", "content"));
        var pair = from left in text from right in text select (string.Concat(left), string.Concat(right));
        Check.QuickThrowOnFailure(Prop.ForAll(pair.Two().ToArbitrary(), pairs =>
        {
            var (left, right) = pairs;
            Prompt PromptOf((string User, string Assistant) texts) => new() { Messages = [new Message(Role.User, texts.User), new Message(Role.Assistant, texts.Assistant)] };
            return (left == right) == (KeyOf(PromptOf(left)) == KeyOf(PromptOf(right)));
        }));
    }

    [Fact]
    public void A_key_is_read_back_from_its_digits_and_sorts_like_them()
    {
        var keys = Enumerable.Range(0, 200).Select(LedgerFolder.Key).ToArray();
        Assert.All(keys, key => Assert.True(RequestKey.TryParse(key.ToString(), out var back) && back == key));
        Assert.Equal(keys.Select(k => k.ToString()).Order(StringComparer.Ordinal), keys.Order().Select(k => k.ToString()));
        Assert.False(RequestKey.TryParse("12", out _));
        Assert.False(RequestKey.TryParse(new string('x', 64), out _));
        Assert.False(RequestKey.TryParse(null, out _));
    }

    private static RequestKey KeyOf(Prompt prompt) => RequestKey.Of(Teacher, "openai/gpt-x", prompt);

    // Every value that differs from a record in one property, however deep: a property that is added later is found without a word here.
    private static IEnumerable<(string Path, object Changed)> Changes(object record, Type type)
    {
        foreach (var property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(p => p.SetMethod is not null))
        {
            var value = property.GetValue(record)!;
            Assert.True(value is not null, $"{type.Name}.{property.Name} is not set");
            foreach (var (path, other) in Others(value, property.PropertyType))
                yield return (property.Name + path, With(record, property, other));
        }
    }

    private static IEnumerable<(string Path, object Other)> Others(object value, Type type)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (value is string text)
            yield return ("", text.StartsWith('{') && text.Length > 10 ? """{"type": "array"}""" : text + "x");
        else if (type.IsEnum)
            foreach (var other in Enum.GetValues(type).Cast<object>().Where(o => !o.Equals(value))) yield return ("=" + other, other);
        else if (value is int or long)
            yield return ("", value is int whole ? whole + 1 : (object)((long)value + 1));
        else if (value is double number)
            yield return ("", number + 0.01);
        else if (value is bool truth)
            yield return ("", !truth);
        else if (value is ToolChoice)
            foreach (var other in new[] { ToolChoice.Auto, ToolChoice.None, ToolChoice.Required, ToolChoice.Named("other") }) yield return ("=" + other.Kind, other);
        else if (value is IList list)
        {
            var element = type.GetGenericArguments()[0];
            var shorter = Array.CreateInstance(element, list.Count - 1);
            for (var i = 0; i < shorter.Length; i++) shorter.SetValue(list[i], i);
            yield return (".shorter", shorter);
            for (var i = 0; i < list.Count; i++)
            {
                // Only elements that use the setting: a user's message has no tool calls to change.
                var changes = list[i] is string s ? [("", (object)(s + "x"))] : ChangesOfSet(list[i]!);
                foreach (var (path, changed) in changes)
                {
                    var copy = Array.CreateInstance(element, list.Count);
                    list.CopyTo(copy, 0);
                    copy.SetValue(changed, i);
                    yield return ($"[{i}].{path}", copy);
                }
            }
        }
        else Assert.Fail($"A property of type {type} is new here: teach the test to change it.");
    }

    private static IEnumerable<(string Path, object Changed)> ChangesOfSet(object record) =>
        record.GetType().GetProperties().Where(p => p.SetMethod is not null && p.GetValue(record) is not (null or ICollection { Count: 0 }))
            .SelectMany(p => Others(p.GetValue(record)!, p.PropertyType).Select(o => (p.Name + o.Path, With(record, p, o.Other))));

    private static object With(object record, PropertyInfo property, object value)
    {
        var copy = record.GetType().GetMethod("<Clone>$")!.Invoke(record, null)!;
        property.SetValue(copy, value);
        return copy;
    }
}
