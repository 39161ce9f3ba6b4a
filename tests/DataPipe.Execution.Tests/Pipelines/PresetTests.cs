using DataPipe.Core.Faults;
using DataPipe.Execution.Tests.Support;

namespace DataPipe.Execution.Tests.Pipelines;

public sealed class PresetTests : IDisposable
{
    private readonly Run _run = new();

    public void Dispose() => _run.Dispose();

    private string Steps(string steps, params string[] sets)
    {
        _run.Text = $"pipeline: p\nstages:\n  a:\n    use: numbers\n    steps: {steps}\n";
        _run.Sets = sets;
        return string.Join(" ", _run.Bind().Stages[0].Steps.Select(s => s.Name + (s.Options.Contains("\"n\":", StringComparison.Ordinal) ? s.Options.Split(':', ',')[1] : "")));
    }

    [Theory]
    [InlineData("[{preset: pair}]", "drop-every3 length")]
    [InlineData("[{preset: pair, with: {drop-every: {n: 5}}}]", "drop-every5 length")]
    [InlineData("[{preset: pair, with: {n: 7}}]", "drop-every7 length")]
    [InlineData("[{preset: pair, with: {length: null}}, explode]", "drop-every3 explode")]
    [InlineData("[explode, {preset: pair, with: }]", "explode drop-every3 length")]
    public void A_preset_stands_for_its_steps(string steps, string expected) => Assert.Equal(expected, Steps(steps));

    [Fact]
    public void An_override_finds_steps_of_a_preset_and_the_preset_itself()
    {
        Assert.Equal("drop-every9 length", Steps("[{preset: pair}]", "stages.a.steps.drop-every.with.n=9"));
        Assert.Equal("drop-every9 length", Steps("[{preset: pair}]", "stages.a.steps.pair.with.n=9"));
        Assert.Equal("drop-every4 length", Steps("[{preset: pair, with: {n: 8}}]", "stages.a.steps.pair.with.n=9", "stages.a.steps.drop-every.with.n=4"));
    }

    [Fact]
    public void The_same_steps_written_out_have_the_same_fingerprint()
    {
        Steps("[{preset: pair}]");
        var preset = _run.Bind().Stages[0].Fingerprint;
        Steps("[{use: drop-every, with: {n: 3}}, length]");
        Assert.Equal(preset, _run.Bind().Stages[0].Fingerprint);
    }

    [Theory]
    [InlineData("[{preset: pear}]", "DP1220 unknown preset 'pear' (did you mean 'pair'?); there are pair   test.yaml:5:22")]
    [InlineData("[{preset: pair, wth: {}}]", "DP1003 a preset has no key 'wth' (did you mean 'with'?)   test.yaml:5:28")]
    [InlineData("[{preset: pair, with: {m: 1}}]", "DP1221 preset 'pair' has no step and no option 'm' (did you mean 'n'?); its steps are drop-every, length   test.yaml:5:35")]
    [InlineData("[{preset: pair, with: {n: 0}}]", "DP1005 option 'n' of 'drop-every' is 0, outside 1..1000   test.yaml:5:38")]
    [InlineData("[{preset: pair, with: {length: 5}}]", "DP1004 options of step 'length' of preset 'pair' are a mapping, or null to leave it out, not '5'   test.yaml:5:43")]
    [InlineData("[{preset: pair, with: 5}]", "DP1004 'with' of preset 'pair' must be a mapping, not '5'   test.yaml:5:34")]
    [InlineData("[pair]", "DP1009 unknown step 'pair': it is a preset; write '- preset: pair'   test.yaml:5:13")]
    public void Mistakes_are_told_with_their_place(string steps, string fault) =>
        Assert.Equal([fault], Assert.Throws<FaultException>(() => Steps(steps)).Faults.Select(f => f.ToString().Replace(Path.GetDirectoryName(_run.Folder)!, "HERE", StringComparison.Ordinal)));
}
