using DataPipe.Core.Faults;
using DataPipe.Synthesis.Prompts;
using DataPipe.Synthesis.Tests.Support;
using DataPipe.Teachers;
using DataPipe.Testing;

namespace DataPipe.Synthesis.Tests.Prompts;

public sealed class PromptTemplateTests
{
    private const string Good = "---\nname: judge\nversion: 2\ndescription: >\n  Asks a\n  judge: well.\nplaceholders: [question, answer]\n---\n\n## system\n\nBe fair.\n\n## user\n\nQ: {{question}}\n\n## Notes\nA: {{ answer }}\n";

    [Fact]
    public void Fills_placeholders_in_both_sections()
    {
        var messages = Parsed(Good).Fill(new Dictionary<string, string> { ["question"] = "why?", ["answer"] = "so" });
        Assert.Equal([new Message(Role.System, "Be fair."), new Message(Role.User, "Q: why?\n\n## Notes\nA: so")], messages);
    }

    [Fact]
    public void Does_not_look_for_placeholders_in_what_fills_them()
    {
        var messages = Parsed(Good).Fill(new Dictionary<string, string> { ["question"] = "{{answer}}", ["answer"] = "{{question}}" });
        Assert.Equal("Q: {{answer}}\n\n## Notes\nA: {{question}}", messages[1].Content);
    }

    [Fact]
    public void Names_itself_with_version_and_a_hash_that_line_ends_do_not_change()
    {
        var unix = Parsed(Good);
        Assert.Matches("^judge@2:[0-9a-f]{8}$", unix.Identity);
        Assert.Equal(unix.Identity, Parsed(Good.ReplaceLineEndings("\r\n")).Identity);
        Assert.NotEqual(unix.Identity, Parsed(Good.Replace("fair", "kind", StringComparison.Ordinal)).Identity);
    }

    [Theory]
    [InlineData("## user\n{{question}} {{answer}}", "DP1201", "begins with its name and version")]
    [InlineData("---\nname: a\nversion: 1\n## user\n{{question}} {{answer}}", "DP1201", "between two lines")]
    [InlineData("---\nversion: 1\n---\n## user\n{{question}} {{answer}}", "DP1201", "no 'name'")]
    [InlineData("---\nname: a\n---\n## user\n{{question}} {{answer}}", "DP1201", "no 'version'")]
    [InlineData("---\nname: a\nversion: 1\ntitel: x\n---\n## user\n{{question}} {{answer}}", "DP1201", "unknown key 'titel'")]
    [InlineData("---\nname: a\nversion: 1\nwhat\n---\n## user\n{{question}} {{answer}}", "DP1201", "is not 'key: value'")]
    [InlineData("---\nname: a\nversion: 1\n---\n## system\n{{question}} {{answer}}", "DP1201", "no text in a section '## user'")]
    [InlineData("---\nname: a\nversion: 1\n---\nhello\n## user\n{{question}} {{answer}}", "DP1201", "before the first section")]
    [InlineData("---\nname: a\nversion: 1\n---\n## user\n{{question}} {{answer}}\n## user\nx", "DP1201", "stands twice")]
    [InlineData("---\nname: a\nversion: 1\n---\n## user\n{{question}}", "DP1202", "no placeholder '{{answer}}'")]
    [InlineData("---\nname: a\nversion: 1\n---\n## user\n{{question}} {{answer}} {{anwser}}", "DP1203", "unknown placeholder '{{anwser}}' (did you mean 'answer'?)")]
    [InlineData("---\nname: a\nversion: 1\nplaceholders:\n  - question\n---\n## user\n{{question}} {{answer}}", "DP1204", "'answer', which the head does not declare")]
    [InlineData("---\nname: a\nversion: 1\nplaceholders: [question, answer, more]\n---\n## user\n{{question}} {{answer}}", "DP1204", "'more', which the text does not have")]
    public void Reports_a_mistake_with_code_and_place(string text, string code, string message)
    {
        var faults = new FaultList();
        PromptTemplate.Parse(text, "prompts/x.md", ["question", "answer"], faults);
        var fault = Assert.Single(faults.Faults);
        Assert.Equal(code, fault.Code);
        Assert.Contains(message, fault.Message, StringComparison.Ordinal);
        Assert.Equal("prompts/x.md", fault.At!.File);
    }

    [Fact]
    public void Says_on_which_line_an_unknown_placeholder_stands()
    {
        var faults = new FaultList();
        PromptTemplate.Parse("---\nname: a\nversion: 1\n---\n## user\nline {{known}}\nline {{other}}\n", "p.md", ["known"], faults);
        Assert.Equal("p.md:7:1", Assert.Single(faults.Faults).At!.ToString());
    }

    [Fact]
    public void Takes_a_list_of_placeholders_in_every_usual_form()
    {
        foreach (var list in new[] { "[question, 'answer']", "\n  - question\n  - answer", "\n  question: what was asked\n  answer: what was said" })
            Parsed($"---\nname: \"a\"\nversion: '1'\nplaceholders: {list}\n---\n## user\n{{{{question}}}} {{{{answer}}}}");
    }

    [Fact]
    public void A_missing_file_is_a_fault_of_the_setup()
    {
        var setup = new InMemorySetup();
        PromptTemplate.Load(setup, new("no-such-file.md", Repository.Pipelines), "judge-prompt", "question");
        Assert.Equal("DP2001", Assert.Single(setup.Faults.Faults).Code);
    }

    private static PromptTemplate Parsed(string text)
    {
        var faults = new FaultList();
        var prompt = PromptTemplate.Parse(text, "prompts/judge.md", ["question", "answer"], faults);
        Assert.Empty(faults.Faults);
        return prompt;
    }
}
