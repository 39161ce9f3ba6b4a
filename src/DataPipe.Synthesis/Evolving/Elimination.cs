using DataPipe.Core.Steps;
using DataPipe.Synthesis.Instructions;

namespace DataPipe.Synthesis.Evolving;

/// <summary>Which evolved instructions failed. Source: WizardLM, arXiv:2304.12244, section 3.2.</summary>
public static class Elimination
{
    /// <summary>The judge sees no new information beside the parent, or the texts are the same.</summary>
    public static readonly DropReason NothingNew = new("nothing-new");

    /// <summary>Words of the prompt stand in it.</summary>
    public static readonly DropReason LeakedWords = new("leaked-prompt");

    /// <summary>The answer apologises and says little else.</summary>
    public static readonly DropReason Apology = new("apology");

    /// <summary>The answer holds nothing but punctuation and stop words.</summary>
    public static readonly DropReason NothingSaid = new("nothing-said");

    // The commonest words of English, which say nothing alone.
    private static readonly HashSet<string> StopWords = new(
        ("a an and are as at be been but by can could did do does for from had has have he her here him his how i if in into is it its just me my no nor not of on or our out "
        + "she so some such than that the their them then there these they this those to too up us very was we were what when where which who why will with would yes you your").Split(' '),
        StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether an evolved instruction fails beside its parent by its text alone.</summary>
    public static Verdict OfInstruction(string parent, string evolved, IReadOnlyList<string> leakedWords)
    {
        foreach (var words in leakedWords)
            if (evolved.Contains(words, StringComparison.OrdinalIgnoreCase) && !parent.Contains(words, StringComparison.OrdinalIgnoreCase))
                return Verdict.Drop(LeakedWords);
        return Verdict.DropIf(string.Equals(InstructionList.Collapse(parent), InstructionList.Collapse(evolved), StringComparison.OrdinalIgnoreCase), NothingNew);
    }

    /// <summary>Whether the judge found no difference: the last verdict of its reply counts, and no verdict is none.</summary>
    public static bool SaysEqual(string reply)
    {
        int same = reply.LastIndexOf("[[same]]", StringComparison.OrdinalIgnoreCase), different = reply.LastIndexOf("[[different]]", StringComparison.OrdinalIgnoreCase);
        return same > different;
    }

    /// <summary>Whether an answer shows that the evolved instruction cannot be answered.</summary>
    public static Verdict OfAnswer(string answer, int maxApologyWords)
    {
        if (answer.Contains("sorry", StringComparison.OrdinalIgnoreCase) && InstructionFilter.CountWords(answer) <= maxApologyWords) return Verdict.Drop(Apology);
        var start = -1;
        for (var i = 0; i <= answer.Length; i++)
        {
            var inside = i < answer.Length && (char.IsLetterOrDigit(answer[i]) || answer[i] == '\'');
            if (inside && start < 0) start = i;
            if (inside || start < 0) continue;
            if (!StopWords.Contains(answer[start..i])) return Verdict.Keep;
            start = -1;
        }

        return Verdict.Drop(NothingSaid);
    }
}
