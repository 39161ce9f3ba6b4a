using System.Diagnostics;
using DataPipe.Core.Faults;
using DataPipe.Core.Records;
using DataPipe.Synthesis.Verifying;
using DataPipe.Synthesis.Verifying.Code;

namespace DataPipe.Synthesis.Tests.Verifying;

public sealed class CodeSandboxTests
{
    private static readonly SandboxOptions Short = new() { TimeLimit = TimeSpan.FromSeconds(5), MemoryBytes = 256 << 20 };

    [Theory]
    [InlineData("def double(n):\n    return 2 * n", "assert double(4) == 8", "python", true)]
    [InlineData("def double(n):\n    return n", "assert double(4) == 8", "python", false)]
    [InlineData("def double(n) return", "assert True", "python", false)]
    [InlineData("import sys\nsys.exit(0)", "assert False", "python", false)]
    [InlineData("import os\nos._exit(0)", "assert False", "python", false)]
    [InlineData("while True:\n    pass", "assert True", "python", false)]
    [InlineData("x = [0] * (1 << 30)", "assert x", "python", false)]
    [InlineData("while True:\n    print('x' * 10000)", "assert True", "python", false)]
    [InlineData("import socket\nsocket.create_connection(('127.0.0.1', 9), 1)", "assert True", "python", false)]
    [InlineData("open('/var/tmp/datapipe-escaped', 'w').write('x')", "assert True", "python", false)]
    [InlineData("import os\nkey = os.environ.get('OPENAI_API_KEY')", "assert key is None", "python", true)]
    [InlineData("function double(n) { return 2 * n; }", "if (double(4) !== 8) throw new Error('no');", "javascript", true)]
    [InlineData("function double(n) { return n; }", "if (double(4) !== 8) throw new Error('no');", "javascript", false)]
    public async Task Code_passes_when_its_tests_do_and_reaches_nothing_else(string code, string tests, string language, bool passes)
    {
        CheckResult result;
        try
        {
            result = await new CodeSandbox(Short with { TimeLimit = TimeSpan.FromSeconds(passes ? 30 : 3) }).TestAsync(code, tests, language, CancellationToken.None);
        }
        catch (FaultException unavailable) when (unavailable.Faults[0].Code is "DP1310" or "DP1311")
        {
            Console.WriteLine($"skipped: {unavailable.Message}");
            return;
        }

        Assert.Equal(passes, result.Passed);
        Assert.Equal(passes, result.Detail is null);
    }

    [Fact]
    public async Task A_language_that_is_not_known_is_a_fault() =>
        Assert.Equal("DP1311", (await Assert.ThrowsAsync<FaultException>(() => new CodeSandbox(Short).TestAsync("", "", "cobol", CancellationToken.None))).Faults[0].Code);

    [Fact]
    public async Task What_ran_once_is_known()
    {
        var sandbox = new CodeSandbox(Short with { RequireIsolation = false, TimeLimit = TimeSpan.FromSeconds(1) });
        try
        {
            var clock = Stopwatch.StartNew();
            for (var i = 0; i < 20; i++) Assert.Equal("time limit", (await sandbox.TestAsync("import time\ntime.sleep(60)", "", "python", CancellationToken.None)).Detail);
            Assert.True(clock.Elapsed < TimeSpan.FromSeconds(15), $"{clock.Elapsed}");
        }
        catch (FaultException missing) when (missing.Faults[0].Code == "DP1311")
        {
            Console.WriteLine($"skipped: {missing.Message}");
        }
    }

    [Theory]
    [InlineData("Here:\n```python\nx = 1\n```\nand\n```\ny = 2\n```", "x = 1\n")]
    [InlineData("```js\nx\n```\n```\ny = 2\n```", "y = 2\n")]
    [InlineData("```python\ncut = 1\n", "cut = 1\n")]
    [InlineData("x = 1", "x = 1")]
    public void The_code_of_an_answer_is_found(string answer, string expected) => Assert.Equal(expected, CodeBlock.Of(answer, "python"));

    [Theory]
    [InlineData("""{"kind":"unknown"}""")]
    [InlineData("""{"kind":"tests","tests":"x"}""")]
    [InlineData("""{"kind":"constraints","constraints":[]}""")]
    [InlineData("""{"kind":"answer","answer":4}""")]
    [InlineData("""{"kind":""")]
    public async Task A_ground_truth_that_cannot_be_read_makes_every_answer_wrong(string truth)
    {
        var sample = new Sample("s", [new("user", "q"), new("assistant", "a")], new TaskLabel("", "", "", false, 0), Provenance.Human("x")) { GroundTruth = truth };
        Assert.False((await new Verifier(Short).CheckAsync(sample, CancellationToken.None)).Passed);
    }
}
