using DataPipe.Teachers;
using DataPipe.Teachers.Simulated;
using DataPipe.Teachers.Terms;

namespace DataPipe.Synthesis.Tests.Support;

/// <summary>Teachers by the model that their options name; the simulated one where none is put there.</summary>
internal sealed class TeacherShelf : ITeacherSource
{
    private readonly Dictionary<string, ITeacher> _teachers = [];

    public static TeacherShelf Of(params (string Model, ITeacher Teacher)[] teachers)
    {
        var shelf = new TeacherShelf();
        foreach (var (model, teacher) in teachers) shelf._teachers.Add(model, teacher);
        return shelf;
    }

    public ITeacher Open(TeacherOptions options, string stage) => _teachers.GetValueOrDefault(options.Model) ?? new SimulatedTeacher(options.Seed);

    public string? Overruled(TeacherOptions options) => null;

    public TeacherTerms TermsOf(TeacherOptions options) => TermsTable.Of(Open(options, "").Identity, options.Terms);
}
