using DataPipe.Core.Datasets;
using DataPipe.Core.Faults;
using DataPipe.Core.Records;
using DataPipe.Core.Steps;

namespace DataPipe.Core.Tests.Steps;

public sealed class ChainPlanTests
{
    private static IEnumerable<string> FaultsOf(DatasetSchema input, params IReadOnlyList<StepUse> steps)
    {
        var faults = new FaultList();
        _ = ChainPlan.Build(input, steps, faults);
        return faults.Faults.Select(f => f.ToString());
    }

    [Fact]
    public void A_step_for_another_record_type_is_a_fault_at_its_place() =>
        Assert.Equal(
            ["DP1010 step 'on-samples' works on samples, but documents reach it   p.yaml:4:3"],
            FaultsOf(DatasetSchema.Of(RecordType.Document), Word.Use(Word.OnSamples, line: 4)));

    [Fact]
    public void A_column_that_is_there_already_is_a_fault() =>
        Assert.Equal(
            ["DP1011 step 'length' adds the column 'length_bytes', which is there already: use the step once   p.yaml:2:3"],
            FaultsOf(DatasetSchema.Of(RecordType.Document), Word.Use(Word.Length, line: 1), Word.Use(Word.Length, line: 2)));

    [Fact]
    public void A_column_that_an_earlier_stage_added_is_a_fault() =>
        Assert.Single(FaultsOf(new DatasetSchema(RecordType.Document, [new("length_bytes", NoteType.Integer, "")]), Word.Use(Word.Length)));

    [Fact]
    public void A_step_sees_the_columns_before_it_and_not_those_behind_it()
    {
        Assert.Empty(FaultsOf(DatasetSchema.Of(RecordType.Document), Word.Use(Word.Length), Word.Use(Word.LengthAtLeast)));
        Assert.Equal(
            ["DP1013 no column 'length_bytes' reaches the step   p.yaml:1:3"],
            FaultsOf(DatasetSchema.Of(RecordType.Document), Word.Use(Word.LengthAtLeast), Word.Use(Word.Length)));
    }

    [Fact]
    public void All_mistakes_of_a_chain_are_told_at_once() =>
        Assert.Equal(
            ["DP1010", "DP1013", "DP1011"],
            FaultsOf(DatasetSchema.Of(RecordType.Document), Word.Use(Word.OnSamples), Word.Use(Word.LengthAtLeast), Word.Use(Word.Length), Word.Use(Word.Length))
                .Select(f => f[..6]));

    [Fact]
    public void Every_task_gets_instances_of_its_own()
    {
        var made = 0;
        var entry = StepEntry.Of<Document, object>("counted", 1, "", [], _ =>
        {
            made++;
            return new object();
        });
        var plan = Word.Plan(new StepUse(entry, new object(), null));
        var checkedOnce = made;
        plan.Create<Document>();
        plan.Create<Document>();
        Assert.Equal(checkedOnce + 2, made);
        Assert.Equal(1, plan.Count);
    }
}
