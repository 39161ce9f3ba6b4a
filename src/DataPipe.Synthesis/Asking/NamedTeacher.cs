using DataPipe.Core.Faults;
using DataPipe.Teachers;
using DataPipe.Teachers.Terms;

namespace DataPipe.Synthesis.Asking;

/// <summary>A teacher at work in a task: its failures become faults that name it and the setting to change.</summary>
public sealed class NamedTeacher
{
    private readonly ITeacher _teacher;

    private NamedTeacher(string name, ITeacher teacher, TeacherTerms terms, int maxConcurrency)
    {
        Name = name;
        _teacher = teacher;
        Use = TermsTable.NameOf(terms.OutputsMayTrain);
        MaxConcurrency = maxConcurrency;
        Identity = $"{teacher.Identity.Provider}/{teacher.Identity.Model}";
    }

    /// <summary>Its name in the pipeline.</summary>
    public string Name { get; }

    /// <summary><c>provider/model</c>, as provenance has it.</summary>
    public string Identity { get; }

    /// <summary>Whether its answers are simulated.</summary>
    public bool Simulated => _teacher.Identity.Simulated;

    /// <summary>Whether its answers may train models, as provenance has it.</summary>
    public string Use { get; }

    /// <summary>Requests that a task keeps under way at most.</summary>
    public int MaxConcurrency { get; }

    /// <summary>Opens a teacher for a task; that its terms were overruled becomes a warning of the task.</summary>
    /// <exception cref="FaultException">DP5000: its options do not describe a teacher that can be asked.</exception>
    public static NamedTeacher Open(ITeacherSource source, TeacherUse use, Action<string, string> warn)
    {
        try
        {
            var teacher = new NamedTeacher(use.Name, source.Open(use.Options, use.Stage), source.TermsOf(use.Options), use.MaxConcurrency);
            if (source.Overruled(use.Options) is { } reason) warn("terms-overruled", reason);
            return teacher;
        }
        catch (TeacherConfigurationException mistake)
        {
            throw new FaultException("DP5000", $"teacher '{use.Name}' cannot be used: {mistake.Message}", mistake);
        }
    }

    /// <summary>Asks; the reply is answered or refused.</summary>
    /// <exception cref="FaultException">DP5001 to DP5007: there is no answer.</exception>
    public async Task<Reply> AskAsync(Prompt prompt, CancellationToken cancellation)
    {
        var reply = await _teacher.AskAsync(prompt, cancellation);
        return reply switch
        {
            Reply.Failed failed => throw AskFault.Of($"teacher '{Name}' ({Identity} at {_teacher.Identity.EndpointHost})", failed),
            Reply.Answered { Choices.Count: 0 } => new Reply.Refused("the reply holds no answer"),
            _ => reply,
        };
    }

    /// <summary>What a reply of this teacher leaves in the provenance of what is made of it.</summary>
    public CallTrace Trace(Reply reply) => new()
    {
        Model = (reply as Reply.Answered)?.Model, Request = reply.RequestKey, Cost = reply.Cost, Currency = reply.Currency, Use = Use, Simulated = Simulated,
    };
}
