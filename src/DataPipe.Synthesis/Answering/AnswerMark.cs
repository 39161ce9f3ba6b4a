namespace DataPipe.Synthesis.Answering;

/// <summary>Parts a reply that was asked to reason first into its reasoning and its answer.</summary>
public static class AnswerMark
{
    /// <summary>What stands before and behind the last line that begins with the mark; null when no line does. Marks of emphasis around the mark are passed over.</summary>
    /// <param name="reply">The reply.</param>
    /// <param name="mark">The mark, such as <c>Answer:</c>.</param>
    public static (string? Reasoning, string Answer)? Split(string reply, string mark)
    {
        for (var end = reply.Length; end > 0;)
        {
            var at = reply.LastIndexOf(mark, end - 1, StringComparison.OrdinalIgnoreCase);
            if (at < 0) return null;
            var start = at == 0 ? 0 : reply.LastIndexOf('\n', at - 1) + 1;
            if (reply.AsSpan(start, at - start).Trim(" \t*#>_").IsEmpty)
            {
                var reasoning = reply[..start].Trim();
                return (reasoning.Length == 0 ? null : reasoning, reply[(at + mark.Length)..].Trim().TrimStart('*').Trim());
            }

            end = at;
        }

        return null;
    }
}
