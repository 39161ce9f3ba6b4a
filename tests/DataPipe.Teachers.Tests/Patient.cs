using DataPipe.Teachers.Pooling;
using DataPipe.Teachers.Resilience;

namespace DataPipe.Teachers.Tests;

/// <summary>A teacher with everything that the factory puts around a provider.</summary>
internal static class Patient
{
    public static ResilientTeacher Around(ITeacher inner, TeacherOptions options, TimeProvider time) =>
        new(Pool(inner, options, time), options, time);

    public static PooledTeacher Pool(ITeacher inner, TeacherOptions options, TimeProvider time) =>
        new([new PoolMember(inner.Id, inner)], options, time, new PoolHooks());
}
