using DataPipe.Core.Faults;
using DataPipe.Core.Records;
using DataPipe.Synthesis.Preferences;
using DataPipe.Synthesis.Prompts;
using DataPipe.Synthesis.Tests.Support;
using DataPipe.Teachers;

namespace DataPipe.Synthesis.Tests.Preferences;

public sealed class ConversationTests
{
    [Theory]
    [InlineData("user:q", 1)]
    [InlineData("user:q|assistant:a", 1)]
    [InlineData("system:s|user:q|assistant:a|user:r|assistant:b", 4)]
    [InlineData("assistant:a", 0)]
    [InlineData("user:q|assistant:a|user:r", 1)]
    [InlineData("system:s", 0)]
    [InlineData("user: |assistant:a", 0)]
    [InlineData("", 0)]
    public void The_prompt_is_what_stands_before_the_last_answer(string turns, int count) => Assert.Equal(count, Conversation.PromptOf(Sample(turns)).Count);

    [Fact]
    public void The_templates_system_text_yields_to_the_conversations_own()
    {
        var template = PromptTemplate.Parse("---\nname: a\nversion: 1\n---\n## system\nBe kind.\n## user\n<{{prompt}}>", "a.md", ["prompt"], new FaultList());
        Assert.Equal(
            [new Message(Role.System, "Be kind."), new Message(Role.User, "q"), new Message(Role.Assistant, "a"), new Message(Role.User, "<r>")],
            Conversation.Messages(Sample("user:q|assistant:a|user:r").Messages, template));
        Assert.Equal(
            [new Message(Role.System, "s"), new Message(Role.User, "<q>")],
            Conversation.Messages(Sample("system:s|user:q").Messages, template));
    }

    [Fact]
    public void A_judge_sees_a_single_question_as_it_is_and_more_turns_with_who_spoke()
    {
        Assert.Equal("q", Conversation.Transcript(Sample("user:q").Messages));
        Assert.Equal("[user]\nq\n\n[assistant]\na\n\n[user]\nr", Conversation.Transcript(Sample("user:q|assistant:a|user:r").Messages));
    }

    [Fact]
    public void Conversations_that_differ_in_role_or_cut_have_different_hashes()
    {
        string[] hashes = [.. new[] { "user:q", "system:q", "user:q|user:", "user:q|assistant:a", "user:qassistanta" }.Select(t => Conversation.HashOf(Sample(t).Messages))];
        Assert.Equal(hashes.Length, hashes.Distinct().Count());
    }

    private static Sample Sample(string turns) => new(
        "s",
        [.. turns.Split('|', StringSplitOptions.RemoveEmptyEntries).Select(t => new ChatMessage(t[..t.IndexOf(':')], t[(t.IndexOf(':') + 1)..]))],
        new TaskLabel("", "", "", false, 0),
        Provenance.Human("test"));
}
