using System.Text;
using System.Text.Json;
using DataPipe.Core.Records;
using DataPipe.Synthesis.Export;

namespace DataPipe.Synthesis.Tests.Export;

/// <summary>The rows, letter by letter in the shapes that TRL and OpenAI document.</summary>
public sealed class ExportShapeTests
{
    private static readonly ChatMessage Question = new("user", "What color is the sky?");
    private static readonly ChatMessage Blue = new("assistant", "It is blue.") { Reasoning = "Air scatters blue." };
    private static readonly ChatMessage Green = new("assistant", "It is green.");
    private static readonly Preference Pair = new("id", [Question], [Blue], [Green], [], Provenance.Human("test"));

    private static Sample Of(params ChatMessage[] messages) => new("id", messages, new TaskLabel("", "", "", false, 0), Provenance.Human("test"));

    [Theory]
    [InlineData(ExportFormat.Alpaca, ReasoningStyle.Omit, """{"instruction":"What color is the sky?","input":"","output":"It is blue."}""")]
    [InlineData(ExportFormat.Sharegpt, ReasoningStyle.Omit, """{"conversations":[{"from":"human","value":"What color is the sky?"},{"from":"gpt","value":"It is blue."}]}""")]
    [InlineData(ExportFormat.Openai, ReasoningStyle.Omit, """{"messages":[{"role":"user","content":"What color is the sky?"},{"role":"assistant","content":"It is blue."}]}""")]
    [InlineData(ExportFormat.Openai, ReasoningStyle.Think, """{"messages":[{"role":"user","content":"What color is the sky?"},{"role":"assistant","content":"<think>\nAir scatters blue.\n</think>\n\nIt is blue."}]}""")]
    [InlineData(ExportFormat.TrlMessages, ReasoningStyle.Field, """{"messages":[{"role":"user","content":"What color is the sky?"},{"role":"assistant","thinking":"Air scatters blue.","content":"It is blue."}]}""")]
    [InlineData(ExportFormat.TrlMessages, ReasoningStyle.Plain, """{"messages":[{"role":"user","content":"What color is the sky?"},{"role":"assistant","content":"Air scatters blue.\n\nIt is blue."}]}""")]
    [InlineData(ExportFormat.TrlPrompt, ReasoningStyle.Omit, """{"prompt":[{"role":"user","content":"What color is the sky?"}],"ground_truth":null}""")]
    [InlineData(ExportFormat.TrlPromptCompletion, ReasoningStyle.Omit, """{"prompt":[{"role":"user","content":"What color is the sky?"}],"completion":[{"role":"assistant","content":"It is blue."}]}""")]
    public void Samples_have_the_documented_shapes(ExportFormat format, ReasoningStyle reasoning, string expected) =>
        Assert.Equal([expected], Lines(format, null, reasoning, Of(Question, Blue)));

    [Theory]
    [InlineData(ExportFormat.TrlPreference, """{"prompt":[{"role":"user","content":"What color is the sky?"}],"chosen":[{"role":"assistant","content":"It is blue."}],"rejected":[{"role":"assistant","content":"It is green."}]}""")]
    [InlineData(ExportFormat.TrlPreferenceImplicit, """{"chosen":[{"role":"user","content":"What color is the sky?"},{"role":"assistant","content":"It is blue."}],"rejected":[{"role":"user","content":"What color is the sky?"},{"role":"assistant","content":"It is green."}]}""")]
    [InlineData(ExportFormat.TrlUnpaired, """{"prompt":[{"role":"user","content":"What color is the sky?"}],"completion":[{"role":"assistant","content":"It is blue."}],"label":true}""", """{"prompt":[{"role":"user","content":"What color is the sky?"}],"completion":[{"role":"assistant","content":"It is green."}],"label":false}""")]
    [InlineData(ExportFormat.OpenaiPreference, """{"input":{"messages":[{"role":"user","content":"What color is the sky?"}],"tools":[],"parallel_tool_calls":true},"preferred_output":[{"role":"assistant","content":"It is blue."}],"non_preferred_output":[{"role":"assistant","content":"It is green."}]}""")]
    [InlineData(ExportFormat.TrlPrompt, """{"prompt":[{"role":"user","content":"What color is the sky?"}],"ground_truth":null}""")]
    public void Preferences_have_the_documented_shapes(ExportFormat format, params string[] expected) => Assert.Equal(expected, Lines(format, null, ReasoningStyle.Omit, Pair));

    [Theory]
    [InlineData(ReasoningStyle.Think)]
    [InlineData(ReasoningStyle.Field)]
    public void A_prompt_carries_what_its_answer_is_checked_against_and_nothing_of_the_answer(ReasoningStyle reasoning)
    {
        var sample = Of(Question, Blue) with { GroundTruth = """{"kind":"tests"}""" };
        Assert.Equal(["""{"prompt":[{"role":"user","content":"What color is the sky?"}],"ground_truth":"{\"kind\":\"tests\"}"}"""], Lines(ExportFormat.TrlPrompt, null, reasoning, sample));
        Assert.Equal(["""{"prompt":[{"role":"user","content":"What color is the sky?"}],"ground_truth":"42"}"""], Lines(ExportFormat.TrlPrompt, null, reasoning, Of(Question) with { GroundTruth = "42" }));
    }

    [Fact]
    public void Templates_make_texts_and_prompt_and_completion_are_the_whole()
    {
        ChatMessage[] conversation = [new("system", "Be brief."), Question, new("assistant", "Blue."), new("user", "Always?"), new("assistant", "No.")];
        foreach (var template in ChatTemplates.All)
        {
            var shape = new ExportShape(ExportFormat.TrlPromptCompletion, template, ReasoningStyle.Omit);
            var row = Assert.Single(shape.Of(Of(conversation)).Rows).Cast<ExportValue.Text>().Select(t => t.Value).ToArray();
            var whole = Assert.IsType<ExportValue.Text>(Assert.Single(Assert.Single(new ExportShape(ExportFormat.Text, template, ReasoningStyle.Omit).Of(Of(conversation)).Rows)));
            Assert.Equal(whole.Value, row[0] + row[1]);
            Assert.Contains("Be brief.", row[0], StringComparison.Ordinal);
            Assert.Contains("No.", row[1], StringComparison.Ordinal);
            Assert.DoesNotContain("Always?", row[1], StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("chatml", "<|im_start|>system\nS<|im_end|>\n<|im_start|>user\nQ<|im_end|>\n<|im_start|>assistant\nA<|im_end|>\n")]
    [InlineData("llama-2", "<s>[INST] <<SYS>>\nS\n<</SYS>>\n\nQ [/INST] A </s>")]
    [InlineData("llama-3", "<|begin_of_text|><|start_header_id|>system<|end_header_id|>\n\nS<|eot_id|><|start_header_id|>user<|end_header_id|>\n\nQ<|eot_id|><|start_header_id|>assistant<|end_header_id|>\n\nA<|eot_id|>")]
    [InlineData("mistral", "<s>[INST] S\n\nQ [/INST] A</s>")]
    [InlineData("gemma", "<bos><start_of_turn>user\nS\n\nQ<end_of_turn>\n<start_of_turn>model\nA<end_of_turn>\n")]
    [InlineData("zephyr", "<|system|>\nS</s>\n<|user|>\nQ</s>\n<|assistant|>\nA</s>\n")]
    [InlineData("vicuna", "S USER: Q ASSISTANT: A</s>")]
    [InlineData("alpaca", "S\n\n### Instruction:\nQ\n\n### Response:\nA")]
    public void Templates_are_those_of_their_models(string name, string expected) =>
        Assert.Equal(expected, ChatTemplates.Find(name)!.Render([new("system", "S"), new("user", "Q"), new("assistant", "A")], "", false));

    [Theory]
    [InlineData("", "Below is an instruction that describes a task. Write a response that appropriately completes the request.\n\n### Instruction:\nSort.\n\n### Response:\n")]
    [InlineData("3 1 2", "Below is an instruction that describes a task, paired with an input that provides further context. Write a response that appropriately completes the request.\n\n### Instruction:\nSort.\n\n### Input:\n3 1 2\n\n### Response:\n")]
    public void Alpaca_has_two_templates(string input, string expected)
    {
        ChatMessage[] question = [new("user", input.Length > 0 ? $"Sort.\n\n{input}" : "Sort.")];
        Assert.Equal(expected, ChatTemplates.Find("alpaca")!.Render(question, input, true));
    }

    [Fact]
    public void Alpaca_rows_keep_instruction_and_input_apart()
    {
        var sample = new Sample("id", [new("user", "Sort.\n\n3 1 2"), new("assistant", "1 2 3")], new TaskLabel("", "Sort.", "3 1 2", false, 1), Provenance.Human("test"));
        Assert.Equal(["""{"instruction":"Sort.","input":"3 1 2","output":"1 2 3"}"""], Lines(ExportFormat.Alpaca, null, ReasoningStyle.Omit, sample));
    }

    public static TheoryData<ExportFormat, string, ChatMessage[]> Unfit => new()
    {
        { ExportFormat.Openai, "no-answer", [Question] },
        { ExportFormat.Openai, "no-answer", [] },
        { ExportFormat.Openai, "empty-turn", [Question, new("assistant", " ")] },
        { ExportFormat.Openai, "turn-order", [Question, Question, Blue] },
        { ExportFormat.Openai, "turn-order", [new("assistant", "Hello"), Question, Blue] },
        { ExportFormat.Openai, "tool-turn", [Question, new("assistant", "looks"), new("tool", "blue"), Blue] },
        { ExportFormat.Alpaca, "several-turns", [Question, Blue, Question, Blue] },
        { ExportFormat.Alpaca, "system-turn", [new("system", "Be brief."), Question, Blue] },
    };

    [Theory]
    [MemberData(nameof(Unfit))]
    public void What_has_no_such_shape_is_told_and_not_bent(ExportFormat format, string reason, ChatMessage[] messages)
    {
        var rows = new ExportShape(format, null, ReasoningStyle.Omit).Of(Of(messages));
        Assert.Equal((0, reason), (rows.Rows.Count, rows.Unfit));
    }

    [Fact]
    public void Pairs_of_equal_answers_are_none()
    {
        var shape = new ExportShape(ExportFormat.TrlPreference, null, ReasoningStyle.Omit);
        Assert.Equal("same-answers", shape.Of(Pair with { Rejected = Pair.Chosen }).Unfit);
        Assert.Equal("several-answer-turns", new ExportShape(ExportFormat.OpenaiPreference, null, ReasoningStyle.Omit).Of(Pair with { Chosen = [Blue, Question, Green] }).Unfit);
    }

    [Fact]
    public void One_question_is_never_on_both_sides_of_the_split()
    {
        var split = new ExportSplit(0.2, 5);
        var samples = Enumerable.Range(0, 2000).Select(i => new Sample($"{i}", [new("user", $"Q{i / 2}\n\n{i}")], new TaskLabel("", $"Q{i / 2}", $"{i}", false, 1), Provenance.Human("test"))).ToList();
        Assert.All(samples.Chunk(2), two => Assert.Equal(split.IsValidation(two[0]), split.IsValidation(two[1])));
        Assert.InRange(samples.Count(split.IsValidation) / 2000.0, 0.16, 0.24);
        Assert.DoesNotContain(samples, new ExportSplit(0, 5).IsValidation);
    }

    private static string[] Lines(ExportFormat format, string? template, ReasoningStyle reasoning, object record)
    {
        var shape = new ExportShape(format, template is null ? null : ChatTemplates.Find(template), reasoning);
        var rows = record is Sample sample ? shape.Of(sample) : shape.Of((Preference)record);
        Assert.Null(rows.Unfit);
        return [.. rows.Rows.Select(row =>
        {
            using var buffer = new MemoryStream();
            using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping })) ExportJson.Write(json, shape.Columns, row);
            return Encoding.UTF8.GetString(buffer.ToArray());
        })];
    }
}
