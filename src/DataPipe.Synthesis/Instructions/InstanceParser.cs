using System.Text.RegularExpressions;

namespace DataPipe.Synthesis.Instructions;

/// <summary>
/// Reads instances from replies in the two orders that Self-Instruct asks for. Source: Wang et al. 2023, arXiv:2212.10560, and its code;
/// stricter in one point: a marker counts only at the start of a line, so that "for Example" inside of an answer cuts nothing.
/// </summary>
public static partial class InstanceParser
{
    /// <summary>Instances of a reply of the form "Example 1, Input: ..., Output: ...".</summary>
    /// <param name="reply">The reply.</param>
    /// <param name="isCutShort">Whether the token limit cut it: the last instance is then left out.</param>
    public static IReadOnlyList<Instance> InputFirst(string reply, bool isCutShort)
    {
        List<Instance> instances = [];
        if (Example().IsMatch(reply))
        {
            var at = 0;
            foreach (var marker in Example().EnumerateMatches(reply))
            {
                // Before the first marker a chat model likes to talk; it is an instance only when it has an output.
                if (at > 0 || Output().IsMatch(reply[..marker.Index])) Take(reply[at..marker.Index]);
                at = marker.Index + marker.Length;
            }

            Take(reply[at..]);
        }
        else if (Output().IsMatch(reply))
        {
            Take(reply);
        }

        return Whole(instances, isCutShort);

        void Take(string text)
        {
            if (!string.IsNullOrWhiteSpace(text)) instances.Add(ReadInstance(text.Trim()));
        }
    }

    /// <summary>Instances of a reply of the form "Class label: ..., then the input".</summary>
    /// <param name="reply">The reply.</param>
    /// <param name="isCutShort">Whether the token limit cut it: the last instance is then left out.</param>
    public static IReadOnlyList<Instance> OutputFirst(string reply, bool isCutShort)
    {
        List<Instance> instances = [];
        var at = -1;
        foreach (var marker in ClassLabel().EnumerateMatches(reply))
        {
            if (at >= 0) Take(reply.AsSpan(at, marker.Index - at));
            at = marker.Index + marker.Length;
        }

        if (at >= 0) Take(reply.AsSpan(at));
        return Whole(instances, isCutShort);

        void Take(ReadOnlySpan<char> text)
        {
            text = text.Trim();
            var lineEnd = text.IndexOf('\n');
            var label = lineEnd < 0 ? text : text[..lineEnd];
            var input = lineEnd < 0 ? "" : text[lineEnd..].ToString();
            instances.Add(new Instance(WithoutInputMarker(TrailingExample().Replace(input, "")), label.Trim().ToString()));
        }
    }

    private static Instance ReadInstance(string text)
    {
        var first = Output().Match(text);
        var input = first.Success ? text[..first.Index] : "";
        var output = first.Success ? text[(first.Index + first.Length)..] : text;
        if (first.Success && Output().Match(output) is { Success: true } second) output = output[..second.Index];
        if (Input().Match(output) is { Success: true } further) output = output[..further.Index];
        return new Instance(WithoutInputMarker(input), output.Trim());
    }

    private static string WithoutInputMarker(string input)
    {
        input = input.Trim();
        return Input().Match(input) is { Success: true, Index: 0 } marker ? input[marker.Length..].Trim() : input;
    }

    private static List<Instance> Whole(List<Instance> instances, bool isCutShort)
    {
        if (isCutShort && instances.Count > 0) instances.RemoveAt(instances.Count - 1);
        return instances;
    }

    // With a number anything may follow on the line; without one nothing may, or "Example sentences show ..." would cut.
    [GeneratedRegex(@"^[ \t]*Example(?:[ \t]?\d+\.?:?|\.?:?[ \t]*\r?$)", RegexOptions.Multiline)]
    private static partial Regex Example();

    [GeneratedRegex(@"\n[ \t]*Example(?:[ \t]?\d+)?\.?:?\s*$")]
    private static partial Regex TrailingExample();

    [GeneratedRegex(@"^[ \t]*Output\s*(?:\d+\s*)?:", RegexOptions.Multiline)]
    private static partial Regex Output();

    [GeneratedRegex(@"^[ \t]*Input\s*(?:\d+\s*)?:", RegexOptions.Multiline)]
    private static partial Regex Input();

    [GeneratedRegex(@"^[ \t]*Class label:", RegexOptions.Multiline)]
    private static partial Regex ClassLabel();
}
