using DataPipe.Core.Faults;
using DataPipe.Synthesis.Asking;
using DataPipe.Synthesis.Tests.Support;
using DataPipe.Teachers;
using DataPipe.Teachers.Terms;

namespace DataPipe.Synthesis.Tests.Asking;

public sealed class NamedTeacherTests
{
    [Theory]
    [InlineData(FailureKind.Unauthorised, "DP5001", "api-key-variable")]
    [InlineData(FailureKind.InvalidRequest, "DP5002", "'model'")]
    [InlineData(FailureKind.RateLimited, "DP5003", "max-concurrency")]
    [InlineData(FailureKind.Transient, "DP5003", "Run again")]
    [InlineData(FailureKind.QuotaExhausted, "DP5004", "Add credit")]
    [InlineData(FailureKind.Permanent, "DP5005", "'endpoint'")]
    [InlineData(FailureKind.BudgetExhausted, "DP5006", "was not asked")]
    [InlineData(FailureKind.LedgerMiss, "DP5007", "may not be asked")]
    public async Task A_failure_is_a_fault_that_names_the_teacher_and_the_remedy(FailureKind kind, string code, string remedy)
    {
        var shelf = TeacherShelf.Of(("m", new ScriptedTeacher(_ => new Reply.Failed(kind, "the world says no."))));
        var teacher = NamedTeacher.Open(shelf, new TeacherUse("main", new TeacherOptions { Model = "m" }), (_, _) => { });
        var fault = Assert.Single((await Assert.ThrowsAsync<FaultException>(() => teacher.AskAsync(Prompt.FromUser("hello"), CancellationToken.None))).Faults);
        Assert.Equal(code, fault.Code);
        Assert.Contains("teacher 'main' (test/scripted-1", fault.Message, StringComparison.Ordinal);
        Assert.Contains("the world says no.", fault.Message, StringComparison.Ordinal);
        Assert.Contains(remedy, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Options_that_describe_no_teacher_are_a_fault()
    {
        var fault = Assert.Throws<FaultException>(() => NamedTeacher.Open(new NoKey(), new TeacherUse("main", new TeacherOptions()), (_, _) => { }));
        Assert.Equal("DP5000", fault.Faults[0].Code);
        Assert.Contains("OPENAI_API_KEY is not set", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_reply_without_any_answer_counts_as_refused()
    {
        var shelf = TeacherShelf.Of(("m", new ScriptedTeacher(_ => new Reply.Answered([], Usage.None, "m", null))));
        var teacher = NamedTeacher.Open(shelf, new TeacherUse("main", new TeacherOptions { Model = "m" }), (_, _) => { });
        Assert.IsType<Reply.Refused>(await teacher.AskAsync(Prompt.FromUser("hello"), CancellationToken.None));
    }

    [Fact]
    public void Overruled_terms_become_a_warning()
    {
        List<(string Kind, string Message)> warnings = [];
        NamedTeacher.Open(new Overruling(), new TeacherUse("main", new TeacherOptions()), (kind, message) => warnings.Add((kind, message)));
        Assert.Equal([("terms-overruled", "by contract")], warnings);
    }

    private sealed class Overruling : ITeacherSource
    {
        public ITeacher Open(TeacherOptions options, string stage) => new ScriptedTeacher(_ => new Reply.Refused("no"));

        public string? Overruled(TeacherOptions options) => "by contract";

        public TeacherTerms TermsOf(TeacherOptions options) => TermsTable.Of(Open(options, "").Identity, options.Terms);
    }

    private sealed class NoKey : ITeacherSource
    {
        public string? Overruled(TeacherOptions options) => null;

        public TeacherTerms TermsOf(TeacherOptions options) => throw new InvalidOperationException("nothing was opened");

        public ITeacher Open(TeacherOptions options, string stage) => throw new TeacherConfigurationException("ApiKeyVariable", "OPENAI_API_KEY is not set.", "Set it.");
    }
}
