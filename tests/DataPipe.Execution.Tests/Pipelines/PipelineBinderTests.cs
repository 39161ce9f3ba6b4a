using DataPipe.Core.Faults;
using DataPipe.Execution.Pipelines;
using DataPipe.Execution.Tests.Support;

namespace DataPipe.Execution.Tests.Pipelines;

public sealed class PipelineBinderTests : IDisposable
{
    private readonly Run _run = new();

    public void Dispose() => _run.Dispose();

    private IEnumerable<string> FaultsOf(string text)
    {
        _run.Text = text;
        return Assert.Throws<FaultException>(_run.Bind).Faults.Select(f => f.ToString().Replace(Path.GetDirectoryName(_run.Folder)!, "HERE", StringComparison.Ordinal));
    }

    private static string Stages(string stages) => $"pipeline: p\nstages:\n{stages}";

    [Theory]
    [InlineData("", "DP1001 the file is empty: a pipeline needs 'pipeline' and 'stages'   test.yaml:1:1")]
    [InlineData("[1]", "DP1001 a pipeline is a mapping with 'pipeline' and 'stages', not a list   test.yaml:1:1")]
    [InlineData("pipeline: p\n", "DP1001 the pipeline has no stages: put at least one under 'stages'   test.yaml:1:1")]
    [InlineData("pipeline: p\nstages:\n", "DP1001 the pipeline has no stages: put at least one under 'stages'   test.yaml:2:8")]
    [InlineData("pipeline: p\nstages: [a]\n", "DP1001 the pipeline has no stages: put at least one under 'stages'   test.yaml:2:9")]
    [InlineData("pipeline: No Good\nstages: {a: {use: numbers}}\n", "DP1001 'pipeline' must name the pipeline in lower-case letters, digits and dashes   test.yaml:1:11")]
    [InlineData("stages: {a: {use: numbers}}\n", "DP1001 'pipeline' must name the pipeline in lower-case letters, digits and dashes   test.yaml:1:1")]
    [InlineData("pipeline: p\nstges: {}\nstages: {a: {use: numbers}}\n", "DP1003 a pipeline has no key 'stges' (did you mean 'stages'?)   test.yaml:2:1")]
    [InlineData("pipeline: p\nseed: x\nstages: {a: {use: numbers}}\n", "DP1004 option 'seed' of the pipeline must be a whole number, not 'x'   test.yaml:2:7")]
    [InlineData("pipeline: p\nteachers: [a]\nstages: {a: {use: numbers}}\n", "DP1004 'teachers' must be a mapping of names to options, not a list   test.yaml:2:11")]
    [InlineData("pipeline: p\ndefaults: [a]\nstages: {a: {use: numbers}}\n", "DP1004 'defaults' must be a mapping, not a list   test.yaml:2:11")]
    [InlineData("pipeline: p\nparams: 5\nstages: {a: {use: numbers}}\n", "DP1004 'params' must be a mapping, not '5'   test.yaml:2:9")]
    [InlineData("pipeline: p\ndefaults: {codex: gzip}\nstages: {a: {use: numbers}, b: {use: numbers}}\n", "DP1003 'defaults' has no option 'codex' (did you mean 'codec'?)   test.yaml:2:12")]
    [InlineData("pipeline: p\ndefaults: {shard-bytes: 1}\nstages: {a: {use: numbers}, b: {use: numbers}}\n", "DP1005 option 'shard-bytes' of 'defaults' is 1, outside 65536..17179869184   test.yaml:2:25")]
    [InlineData("pipeline: p\nstages: {A: {use: numbers}}\n", "DP1001 'A' cannot name a stage: use lower-case letters, digits and dashes   test.yaml:2:10")]
    [InlineData("pipeline: p\nstages: {../a: {use: numbers}}\n", "DP1001 '../a' cannot name a stage: use lower-case letters, digits and dashes   test.yaml:2:10")]
    public void The_form_of_the_file_is_checked(string text, string fault) => Assert.Equal([fault], FaultsOf(text));

    [Theory]
    [InlineData("  a: numbers", "DP1004 stage 'a' must be a mapping with 'use', not 'numbers'   test.yaml:3:6")]
    [InlineData("  a: {with: {tasks: 1}}", "DP1007 stage 'a' needs 'use': the name of a stage of the catalogue   test.yaml:3:6")]
    [InlineData("  a: {use: numbers, wth: {tasks: 1}}", "DP1003 stage 'a' has no key 'wth' (did you mean 'with'?)   test.yaml:3:21")]
    [InlineData("  a: {use: number}", "DP1009 unknown stage 'number' (did you mean 'numbers'?)   test.yaml:3:12")]
    [InlineData("  a: {use: length}", "DP1009 unknown stage 'length': it is a step; list it under the 'steps' of a stage such as 'stream'   test.yaml:3:12")]
    [InlineData("  a: {use: numbers, steps: [lenght]}", "DP1009 unknown step 'lenght' (did you mean 'length'?)   test.yaml:3:29")]
    [InlineData("  a: {use: numbers, steps: length}", "DP1004 'steps' of stage 'a' must be a list, not 'length'   test.yaml:3:28")]
    [InlineData("  a: {use: numbers, steps: [{with: {n: 1}}]}", "DP1004 a step is a name, or a mapping with 'use' or 'preset' and 'with', not a mapping   test.yaml:3:29")]
    [InlineData("  a: {use: numbers, steps: [{use: length, wiht: {}}]}", "DP1003 step 'length' has no key 'wiht' (did you mean 'with'?)   test.yaml:3:43")]
    [InlineData("  a: {use: numbers, steps: [{use: drop-every, with: {n: 0}}]}", "DP1005 option 'n' of 'drop-every' is 0, outside 1..1000   test.yaml:3:57")]
    [InlineData("  a: {use: numbers, with: {tasks: -1}}", "DP1005 option 'tasks' of 'numbers' is -1, outside 0..1000   test.yaml:3:35")]
    [InlineData("  a: {use: numbers, codec: zip}", "DP1004 option 'codec' of stage 'a' must be zstandard | snappy | gzip | none, not 'zip' (did you mean 'gzip'?)   test.yaml:3:28")]
    [InlineData("  a: {use: numbers, steps: [sample-step]}", "DP1010 step 'sample-step' works on samples, but documents reach it   test.yaml:3:29")]
    [InlineData("  a: {use: numbers, steps: [length, length]}", "DP1011 step 'length' adds the column 'length_bytes', which is there already: use the step once   test.yaml:3:37")]
    [InlineData("  a: {use: lines}", "DP1007 'lines' needs the option 'paths'   test.yaml:3:12")]
    [InlineData("  a: {use: lines, with: {paths: no/such/*.txt}}", "DP2001 no file matches 'no/such/*.txt' below HERE   test.yaml:3:33")]
    [InlineData("  a: {use: numbers}\n  b: {use: numbers, from: a}", "DP1014 stage 'b' gives 'numbers' 1 in 'from'; it takes no dataset: it reads files   test.yaml:4:27")]
    [InlineData("  a: {use: unique}", "DP1014 stage 'a' gives 'unique' 0 in 'from'; it takes 1   test.yaml:3:3")]
    [InlineData("  a: {use: numbers}\n  b: {use: unique, from: [a, a]}", "DP1014 stage 'b' gives 'unique' 2 in 'from'; it takes 1   test.yaml:4:27")]
    [InlineData("  a: {use: numbers}\n  b: {use: unique, from: a, steps: [length]}", "DP1012 'unique' takes no steps: put them into a 'stream' stage before or after it   test.yaml:4:3")]
    [InlineData("  a: {use: samples, with: {paths: []}}\n  b: {use: unique, from: a}", "DP1010 'unique' reads documents, but stage 'a' makes samples   test.yaml:4:26")]
    [InlineData("  a: {use: samples, with: {paths: []}}\n  c: {use: numbers}\n  b: {use: stream, from: [a, c]}", "DP1010 'stream' reads samples, but stage 'c' makes documents   test.yaml:5:30")]
    [InlineData("  a: {use: samples, with: {paths: []}}\n  b: {use: stream, from: a, steps: [length]}", "DP1010 step 'length' works on documents, but samples reach it   test.yaml:4:37")]
    [InlineData("  a: {use: numbers}\n  b: {use: stream, from: [aa]}", "DP1016 no stage is named 'aa' (did you mean 'a'?)   test.yaml:4:27")]
    [InlineData("  a: {use: numbers}\n  b: {use: stream, from: [{x: a}]}", "DP1004 'from' lists names of stages, not a mapping   test.yaml:4:27")]
    [InlineData("  a: {use: stream, from: b}\n  b: {use: stream, from: c}\n  c: {use: stream, from: a}", "DP1015 stages read each other in a circle: a <- b <- c <- a   test.yaml:5:26")]
    [InlineData("  a: {use: stream, from: a}", "DP1015 stages read each other in a circle: a <- a   test.yaml:3:26")]
    [InlineData("  a: {use: numbers}\n  b: {use: ask, from: a, with: {teacher: smal}}", "DP1008 'teachers' has no 'smal'   test.yaml:4:42")]
    public void Every_mistake_in_a_stage_has_code_cause_and_place(string stages, string fault)
    {
        var expected = fault.StartsWith("DP1004 'from'", StringComparison.Ordinal)
            ? new[] { fault, "DP1014 stage 'b' gives 'stream' 0 in 'from'; it takes 1 to 64   test.yaml:4:3" }.Order(StringComparer.Ordinal)
            : (IEnumerable<string>)[fault];
        Assert.Equal(expected, FaultsOf(Stages(stages)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void All_mistakes_of_a_file_are_told_at_once_in_its_order() =>
        Assert.Equal(
            [
                "DP1003 a pipeline has no key 'sede' (did you mean 'seed'?)   test.yaml:2:1",
                "DP1004 option 'concurrency' of 'small' in 'teachers' must be a whole number, not 'many'   test.yaml:4:24",
                "DP1005 option 'records' of 'numbers' is -5, outside 0..100000   test.yaml:6:39",
                "DP1009 unknown step 'explod' (did you mean 'explode'?)   test.yaml:7:31",
                "DP1004 option 'keep-rejects' of stage 'kept' must be a number, not 'all'   test.yaml:8:19",
                "DP1009 unknown stage 'uniqe' (did you mean 'unique'?)   test.yaml:9:15",
                "DP1016 no stage is named 'kep' (did you mean 'kept'?)   test.yaml:9:28",
            ],
            FaultsOf("""
                pipeline: p
                sede: 5
                teachers:
                  small: {concurrency: many}
                stages:
                  web: {use: numbers, with: {records: -5}}
                  kept: {use: stream, steps: [explod], from: web,
                    keep-rejects: all}
                  last: {use: uniqe, from: kep}
                """));

    [Fact]
    public void A_mistake_in_a_stage_is_not_told_again_by_those_that_read_it() =>
        Assert.Single(FaultsOf(Stages("  a: {use: numbers, with: {tasks: x}}\n  b: {use: stream, from: a}\n  c: {use: unique, from: b}")));

    [Fact]
    public void Files_of_a_prompt_are_found_beside_the_pipeline_and_must_be_UTF_8()
    {
        const string Text = "pipeline: p\nteachers: {small: {}}\nstages:\n  a: {use: numbers}\n  b: {use: ask, from: a, with: {teacher: small, prompt: p.md}}\n";
        Assert.Equal(["DP2001 no file 'p.md' below HERE   test.yaml:5:57"], FaultsOf(Text));
        File.WriteAllBytes(_run.Write("p.md", ""), [0xFF, 0xFE, 0x41]);
        Assert.StartsWith("DP2003 HERE/p.md is not UTF-8: ", Assert.Single(FaultsOf(Text)), StringComparison.Ordinal);
        _run.Write("p.md", "Say {text}");
        _run.Bind();
    }

    [Fact]
    public void Stages_run_after_those_they_read_and_in_written_order_otherwise()
    {
        _run.Text = Stages("  z: {use: stream, from: [b, a]}\n  a: {use: numbers}\n  y: {use: unique, from: z}\n  b: {use: numbers}");
        var pipeline = _run.Bind();
        Assert.Equal(["b", "a", "z", "y"], pipeline.Stages.Select(s => s.Name));
        Assert.Equal(["b", "a"], pipeline.Stages[2].Inputs.Select(i => i.Name));
    }

    [Fact]
    public void Columns_go_on_from_stage_to_stage()
    {
        _run.Text = Stages("  a: {use: numbers, steps: [length]}\n  b: {use: stream, from: a}\n  c: {use: unique, from: b}");
        Assert.Equal("length_bytes", Assert.Single(_run.Stage("c").Output.Notes).Name);
        Assert.Equal(["DP1011 step 'length' adds the column 'length_bytes', which is there already: use the step once   test.yaml:4:37"],
            FaultsOf(Stages("  a: {use: numbers, steps: [length]}\n  b: {use: stream, from: a, steps: [length]}")));
    }

    [Fact]
    public void Parameters_environment_and_overrides_reach_the_options()
    {
        _run.Text = "pipeline: p\nparams:\n  n: 3\n  more: '${ENV:FOUR}'\nstages:\n  a: {use: numbers, with: {tasks: '${params.n}', records: \"${params.more}\", word: 'w${params.more}-${params.n}'}}\n";
        Assert.Equal(["DP1004 option 'records' of 'numbers' must be a whole number, not '${ENV:FOUR}'   test.yaml:6:59"], FaultsOf(_run.Text));
        _run.Text = _run.Text.Replace("'${ENV:FOUR}'", "${ENV:FOUR}", StringComparison.Ordinal);
        Assert.Equal(3, _run.Stage("a").Stage.Plan([])[0].Tasks.Count);
        _run.Sets = ["params.n=2", "stages.a.with.records=1"];
        var replaced = _run.Stage("a").Fingerprint;
        Assert.Equal(replaced, Bound("pipeline: p\nstages: {a: {use: numbers, with: {tasks: 2, records: 1, word: w4-2}}}").Stages[0].Fingerprint);
    }

    [Fact]
    public void Parameters_do_not_refer_to_each_other() =>
        Assert.Equal(
            ["DP1006 there is no parameter 'a' here: they stand under 'params', and do not refer to each other   test.yaml:2:19"],
            FaultsOf("pipeline: p\nparams: {a: 1, b: '${params.a}'}\nstages: {a: {use: numbers}}\n"));

    [Fact]
    public void A_stage_takes_over_the_defaults_and_may_say_otherwise()
    {
        _run.Text = "pipeline: p\ndefaults: {codec: gzip, keep-rejects: 0.5}\nstages:\n  a: {use: numbers}\n  b: {use: numbers, codec: none}\n";
        var (a, b) = (_run.Stage("a").Settings, _run.Stage("b").Settings);
        Assert.Equal((Core.Datasets.ShardCodec.Gzip, 0.5), (a.Codec, a.KeepRejects));
        Assert.Equal((Core.Datasets.ShardCodec.None, 0.5), (b.Codec, b.KeepRejects));
    }

    [Fact]
    public void The_resources_that_stages_use_are_known()
    {
        _run.Text = "pipeline: p\nteachers: {small: {}, unused: {}}\nstages:\n  a: {use: numbers}\n  b: {use: ask, from: a, with: {teacher: small}}\n  c: {use: ask, from: a, with: {teacher: small}}\n";
        Assert.Equal("small", Assert.Single(_run.Bind().Resources).Name);
    }

    private BoundPipeline Bound(string text)
    {
        _run.Text = text;
        _run.Sets = [];
        return _run.Bind();
    }
}
