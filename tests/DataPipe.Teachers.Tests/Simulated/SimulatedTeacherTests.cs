using DataPipe.Teachers.Simulated;
using FsCheck;
using FsCheck.Fluent;

namespace DataPipe.Teachers.Tests.Simulated;

public sealed class SimulatedTeacherTests
{
    private static readonly Prompt Tea = Prompt.FromUser("Describe how black tea is made, from the leaf to the cup.");

    [Fact]
    public async Task Equal_prompts_get_equal_answers_from_any_teacher_of_the_seed()
    {
        var prompt = Tea with { Samples = 3, TopLogprobs = 4 };
        Asking.SameChoices(await new SimulatedTeacher(3).AnswerAsync(prompt), await new SimulatedTeacher(3).AnswerAsync(prompt));
    }

    [Fact]
    public async Task The_answer_to_a_known_prompt_stays_the_same_across_versions() =>
        Assert.Equal(
            "To understand black tea, it helps to look at leaf first. A comparison with vaccination campaigns shows the same pattern on a smaller scale. It is worth writing down what is known about made and what is merely assumed. Taken together, this makes black tea easier to judge.",
            await new SimulatedTeacher(0).TextAsync(Tea with { Temperature = 0 }));

    [Fact]
    public async Task Seeds_and_temperatures_change_answers()
    {
        var texts = new HashSet<string>
        {
            await new SimulatedTeacher(0).TextAsync(Tea), await new SimulatedTeacher(1).TextAsync(Tea), await new SimulatedTeacher(0).TextAsync(Tea with { Seed = 1 }),
            await new SimulatedTeacher(0).TextAsync(Tea with { Temperature = 0.5 }), await new SimulatedTeacher(0).TextAsync(Tea with { TopP = 0.5 }),
        };
        Assert.Equal(5, texts.Count);
    }

    [Fact]
    public async Task A_sample_does_not_depend_on_how_many_are_asked_for_or_on_the_limits()
    {
        var four = await new SimulatedTeacher(0).AnswerAsync(Tea with { Samples = 4 });
        var two = await new SimulatedTeacher(0).AnswerAsync(Tea with { Samples = 2, MaxTokens = 2, TopLogprobs = 1 });
        Assert.StartsWith(two.Choices[1].Text, four.Choices[1].Text, StringComparison.Ordinal);
        Assert.True(two.Choices[1].IsCutShort);
    }

    [Fact]
    public async Task At_temperature_zero_all_samples_are_one()
    {
        var reply = await new SimulatedTeacher(0).AnswerAsync(Tea with { Samples = 3, Temperature = 0 });
        Assert.Single(reply.Choices.Select(choice => choice.Text).Distinct());
    }

    [Fact]
    public async Task Samples_differ_in_length_and_some_refuse_or_hedge()
    {
        var texts = new List<string>();
        for (var seed = 0; seed < 10; seed++)
            texts.AddRange((await new SimulatedTeacher(seed).AnswerAsync(Tea with { Samples = 20 })).Choices.Select(choice => choice.Text));
        Assert.True(texts.Max(text => text.Length) > 6 * texts.Min(text => text.Length));
        Assert.InRange(texts.Count(text => AnswerRubric.Score("x", text, null) < 0.3), 2, 60);
        Assert.InRange(texts.Count(text => text.StartsWith("I'm sorry", StringComparison.Ordinal) || text.StartsWith("As an AI", StringComparison.Ordinal) || text.StartsWith("I am unable", StringComparison.Ordinal)), 2, 30);
        Assert.True(texts.Count(text => text.Contains("tea", StringComparison.OrdinalIgnoreCase)) > 120);
    }

    [Theory]
    [InlineData("Wie entsteht eigentlich der Tee und warum ist er braun?", "Zu „")]
    [InlineData("Pourquoi est-ce que le thé est une boisson dans le monde ?", "Voici une réponse")]
    [InlineData("¿Por qué es el té una bebida para todos los días?", "Esta es una respuesta")]
    [InlineData("红茶是怎么制作的？请说明。", "关于“")]
    [InlineData("紅茶はどうやって作りますか？", "「紅茶")]
    [InlineData("Как делают чёрный чай?", "По поводу «")]
    [InlineData("كيف يصنع الشاي الأسود؟", "بخصوص «")]
    public async Task A_question_in_another_language_is_answered_in_it(string question, string start) =>
        Assert.StartsWith(start, await new SimulatedTeacher(0).TextAsync(Prompt.FromUser(question) with { Temperature = 0 }), StringComparison.Ordinal);

    [Fact]
    public async Task A_stop_text_ends_the_answer_before_it()
    {
        var whole = await new SimulatedTeacher(0).TextAsync(Tea with { Temperature = 0 });
        var stop = whole.Substring(whole.Length / 2, 6);
        var cut = (await new SimulatedTeacher(0).AnswerAsync(Tea with { Temperature = 0, Stop = ["never there", stop] })).Choices[0];
        Assert.Equal((whole[..whole.IndexOf(stop, StringComparison.Ordinal)], FinishReason.Stop), (cut.Text, cut.Finish));
    }

    [Fact]
    public async Task Usage_counts_the_tokens_of_prompt_and_answers()
    {
        var reply = await new SimulatedTeacher(0).AnswerAsync(Prompt.FromUser("one two, three") with { Samples = 2, TopLogprobs = 0 });
        Assert.Equal(reply.Choices.Sum(choice => choice.Logprobs.Count), reply.Usage.OutputTokens);
        Assert.Equal(3 + 4 + 4, reply.Usage.InputTokens);
    }

    [Fact]
    public async Task A_prompt_beyond_the_context_is_an_invalid_request()
    {
        var failed = await new SimulatedTeacher(0).FailAsync(Prompt.FromUser(new string('.', 130_000)));
        Assert.Equal((FailureKind.InvalidRequest, "context_length_exceeded"), (failed.Kind, failed.Code));
    }

    [Fact]
    public void It_says_what_it_is()
    {
        var teacher = TeacherFactory.Create(new TeacherOptions { Seed = 4 }, _ => null, TimeProvider.System);
        Assert.Equal(new TeacherIdentity("simulated", "simulated-1", "in-process", true, "1"), teacher.Identity);
        Assert.NotEqual(new SimulatedTeacher(5).Id, teacher.Id);
    }

    [Theory]
    [InlineData("simulated", "other", nameof(TeacherOptions.Model))]
    [InlineData("oracle", "simulated-1", nameof(TeacherOptions.Kind))]
    public void An_unknown_kind_or_model_is_refused(string kind, string model, string option)
    {
        var options = new TeacherOptions { Kind = kind, Model = model };
        Assert.Equal(option, Assert.Throws<TeacherConfigurationException>(() => TeacherFactory.Create(options, _ => null, TimeProvider.System)).Option);
    }

    [Fact]
    public void Any_text_gets_an_answer_or_a_reasoned_failure() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(300),
        Prop.ForAll<string[], bool>((texts, cold) =>
        {
            var prompt = new Prompt { Messages = [.. texts.Select((text, i) => new Message((Role)(i % 4), text ?? ""))], Temperature = cold ? 0 : 1 };
            var reply = new SimulatedTeacher(0).AskAsync(prompt, CancellationToken.None).GetAwaiter().GetResult();
            return reply is Reply.Answered or Reply.Failed { Kind: FailureKind.InvalidRequest };
        }));

    [Theory]
    [InlineData("Task:")]
    [InlineData("Task: \nClass label:")]
    [InlineData("Class label:\nTask: x\nClass label:")]
    [InlineData("Is it classification?")]
    [InlineData("Task: Is it classification?")]
    [InlineData("###\n1. Instruction:")]
    [InlineData("list of 999\n###\n999999. Instruction:")]
    [InlineData("0.\n1.\n2.")]
    [InlineData("1. {topic}{\n2. }{\n3.")]
    [InlineData("explain {person and {quality}} in detail {thing}")]
    [InlineData("[The Start of Assistant A's Answer][The End of Assistant A's Answer][The Start of Assistant B's Answer][The End of Assistant B's Answer]")]
    [InlineData("[The End of Assistant A's Answer][The Start of Assistant A's Answer]")]
    [InlineData("")]
    [InlineData(" \n\t ")]
    [InlineData("🙂🙂🙂")]
    public async Task Odd_prompts_of_every_shape_are_answered(string text)
    {
        for (var seed = 0; seed < 20; seed++)
            await new SimulatedTeacher(seed).AnswerAsync(Prompt.FromUser(text));
    }

    [Fact]
    public async Task Long_hostile_prompts_are_answered_quickly()
    {
        foreach (var unit in (string[])["1. Instruction:\n", "Task: a, a, a or \n", "as a, b, ", "sentiment ", "\n", "[Question]", "a-'", "### "])
        {
            var text = string.Concat(Enumerable.Repeat(unit, 200_000 / unit.Length / 2));
            foreach (var end in (string[])["", "\nTask: x\nIs it classification?", "###\n3. Instruction:", "\nClass label:\nTask: as a, b or c"])
                Assert.NotNull(await new SimulatedTeacher(0).AskAsync(Prompt.FromUser(text + end), CancellationToken.None));
        }
    }
}
