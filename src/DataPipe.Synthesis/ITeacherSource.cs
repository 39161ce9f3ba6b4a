using DataPipe.Teachers;
using DataPipe.Teachers.Terms;

namespace DataPipe.Synthesis;

/// <summary>Opens the teachers that a pipeline names; the same options give the same teacher, so that its limits hold for all stages and tasks together.</summary>
public interface ITeacherSource
{
    /// <summary>The teacher that these options describe, for a stage of the run, which its calls are booked on.</summary>
    /// <exception cref="TeacherConfigurationException">The options do not describe a teacher that can be asked, or its key is missing.</exception>
    ITeacher Open(TeacherOptions options, string stage);

    /// <summary>Why an opened teacher is asked although the pipeline's demands on terms refuse it; null when they do not.</summary>
    string? Overruled(TeacherOptions options);

    /// <summary>The terms of an opened teacher, which decide what its answers may be used for.</summary>
    TeacherTerms TermsOf(TeacherOptions options);
}
