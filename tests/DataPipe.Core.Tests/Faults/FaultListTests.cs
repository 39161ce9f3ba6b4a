using DataPipe.Core.Faults;

namespace DataPipe.Core.Tests.Faults;

public sealed class FaultListTests
{
    [Fact]
    public void Throws_all_faults_in_the_order_of_the_file_and_each_once()
    {
        var faults = new FaultList();
        faults.Add("DP1003", "second", new SourcePosition("a.yaml", 5, 2));
        faults.Add("DP1004", "third", new SourcePosition("a.yaml", 5, 9));
        faults.Add("DP1001", "first", new SourcePosition("a.yaml", 2, 4));
        faults.Add("DP1003", "second", new SourcePosition("a.yaml", 5, 2));
        var thrown = Assert.Throws<FaultException>(faults.ThrowIfAny);
        Assert.Equal(
            string.Join(Environment.NewLine, "DP1001 first   a.yaml:2:4", "DP1003 second   a.yaml:5:2", "DP1004 third   a.yaml:5:9"),
            thrown.Message);
    }

    [Fact]
    public void Is_silent_when_there_is_none()
    {
        var faults = new FaultList();
        faults.ThrowIfAny();
        Assert.False(faults.Any);
    }

    [Fact]
    public void A_fault_without_a_place_is_its_message_and_one_of_the_command_line_names_its_origin()
    {
        Assert.Equal("DP3001 the disk is full", new Fault("DP3001", "the disk is full", null).ToString());
        Assert.Equal("DP1002 no   --set a=1", new Fault("DP1002", "no", new SourcePosition("--set a=1", 0, 0)).ToString());
    }
}
