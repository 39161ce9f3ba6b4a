using DataPipe.Teachers.Simulated;

namespace DataPipe.Teachers.Tests.Simulated;

public sealed class SimulatedTeacherContract : TeacherContract
{
    public override Task<ITeacher> MakeAsync() => Task.FromResult<ITeacher>(new SimulatedTeacher(2));
}
