using System.Collections.Concurrent;
using DataPipe.Synthesis;
using DataPipe.Teachers;

namespace DataPipe.Cli.Wiring;

/// <summary>One teacher for each set of options, however many tasks ask: so its concurrency limit holds for the whole process.</summary>
internal sealed class SharedTeachers(Func<string, string?> environment, TimeProvider time) : ITeacherSource
{
    private readonly ConcurrentDictionary<TeacherOptions, Lazy<ITeacher>> _open = new();

    public ITeacher Open(TeacherOptions options, string stage) =>
        _open.GetOrAdd(options, o => new Lazy<ITeacher>(() => TeacherFactory.Create(o, environment, time))).Value;
}
