namespace DataPipe.Teachers;

/// <summary>The options do not describe a teacher that can be asked; the message names the option, the cause and the remedy, never a key.</summary>
public sealed class TeacherConfigurationException : Exception
{
    /// <summary>Reports one unusable option.</summary>
    /// <param name="option">The option's property name in <see cref="TeacherOptions"/>.</param>
    /// <param name="cause">What is wrong.</param>
    /// <param name="remedy">What to do about it.</param>
    public TeacherConfigurationException(string option, string cause, string remedy)
        : base($"{cause} {remedy}")
    {
        Option = option;
        Remedy = remedy;
    }

    /// <summary>The option's property name in <see cref="TeacherOptions"/>.</summary>
    public string Option { get; }

    /// <summary>What to do about it.</summary>
    public string Remedy { get; }
}
