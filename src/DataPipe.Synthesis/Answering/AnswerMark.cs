namespace DataPipe.Synthesis.Answering;

/// <summary>Parts a reply that was asked to reason first into its reasoning and its answer.</summary>
public static class AnswerMark
{
    /// <summary>What stands before and behind the last line that begins with the mark; null when no line does. Marks of emphasis around the mark are passed over.</summary>
    /// <param name="reply">The reply.</param>
    /// <param name="mark">The mark, such as <c>Answer:</c>.</param>
    public static (string? Reasoning, string Answer)? Split(string reply, string mark)
    {
        for (var end = reply.Length; end >= 0;)
        {
            var start = end == 0 ? 0 : reply.LastIndexOf('\n', end - 1) + 1;
            var line = reply.AsSpan(start, end - start);
            var bare = line.TrimStart(" \t*#>_");
            if (bare.StartsWith(mark, StringComparison.OrdinalIgnoreCase))
            {
                var reasoning = reply[..start].Trim();
                return (reasoning.Length == 0 ? null : reasoning, reply[(start + line.Length - bare.Length + mark.Length)..].Trim().TrimStart('*').Trim());
            }

            end = start - 1;
        }

        return null;
    }
}
