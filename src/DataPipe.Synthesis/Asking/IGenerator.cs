using DataPipe.Teachers;

namespace DataPipe.Synthesis.Asking;

/// <summary>One kind of request to a teacher as two pure functions, so that it is tested without a teacher.</summary>
/// <typeparam name="TSeed">What the request is made of.</typeparam>
/// <typeparam name="TSample">What is read from the reply.</typeparam>
public interface IGenerator<in TSeed, out TSample>
{
    /// <summary>The request.</summary>
    Prompt BuildPrompt(TSeed seed);

    /// <summary>Everything the first answer of a reply holds, in order; nothing when it holds nothing of the wanted shape.</summary>
    IReadOnlyList<TSample> ParseReply(TSeed seed, Reply.Answered reply);
}
