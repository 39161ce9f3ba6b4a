using DataPipe.Core.Faults;

namespace DataPipe.Execution.Configuration;

/// <summary>Applies <c>--set path=value</c> to a pipeline file before anything else looks at it.</summary>
public static class Overrides
{
    /// <summary>Start of the place of a value that came from the command line.</summary>
    public const string Origin = "--set ";

    /// <summary>The tree with one value replaced or added. The path's dots lead through mappings; in <c>steps</c> a step's name or number picks the step.</summary>
    /// <param name="root">The pipeline file.</param>
    /// <param name="assignment">Path and value.</param>
    /// <param name="sections">Sections at the top that may be begun, not only changed.</param>
    /// <param name="faults">Takes the mistakes.</param>
    public static ConfigNode Apply(ConfigNode root, string assignment, IReadOnlyList<string> sections, FaultList faults)
    {
        var equals = assignment.IndexOf('=', StringComparison.Ordinal);
        var at = new SourcePosition(Origin + assignment, 0, 0);
        if (equals <= 0)
        {
            faults.Add("DP1002", $"'{assignment}' is not PATH=VALUE, such as stages.mix.with.tokens=1e6", at);
            return root;
        }

        var written = assignment[(equals + 1)..];
        var value = !string.IsNullOrWhiteSpace(written) && YamlText.Parse(written, at.File, faults) is { } parsed ? Moved(parsed, at) : new ConfigNode.Scalar("", true, at);
        var path = assignment[..equals].Split('.');
        if (path.Length > 1 && sections.Contains(path[0]) && root is ConfigNode.Mapping top && top[path[0]] is null)
            root = new ConfigNode.Mapping([.. top.Entries, new ConfigEntry(path[0], at, new ConfigNode.Mapping([], at))], top.At);
        return Replace(root, path, 0, value, at, faults);
    }

    private static ConfigNode Replace(ConfigNode node, string[] path, int depth, ConfigNode value, SourcePosition at, FaultList faults)
    {
        if (depth == path.Length) return value;
        var key = path[depth];
        switch (node)
        {
            case ConfigNode.Scalar { IsNull: true }:
                return Replace(new ConfigNode.Mapping([], node.At), path, depth, value, at, faults);
            case ConfigNode.Mapping mapping:
                var known = mapping.Entries.Any(e => e.Key == key);
                if (!known && depth == 1 && path[0] == "params" && mapping.Entries.Count > 0)
                {
                    faults.Add("DP1002", $"'params' has no '{key}'{NearestName.Hint(key, mapping.Entries.Select(e => e.Key))}", at);
                    return node;
                }

                if (!known && depth < path.Length - 1 && key is not ("with" or "params" or "defaults") && !path.AsSpan(0, depth).Contains("with"))
                {
                    faults.Add("DP1002", $"nothing is named '{string.Join('.', path.Take(depth + 1))}'{NearestName.Hint(key, mapping.Entries.Select(e => e.Key))}", at);
                    return node;
                }

                var entries = mapping.Entries.Select(e => e.Key == key ? e with { Value = Replace(e.Value, path, depth + 1, value, at, faults) } : e).ToList();
                if (!known) entries.Add(new ConfigEntry(key, at, Replace(new ConfigNode.Mapping([], at), path, depth + 1, value, at, faults)));
                return new ConfigNode.Mapping(entries, mapping.At);
            case ConfigNode.Sequence sequence:
                var index = IndexOf(sequence, key);
                if (index >= 0)
                    return sequence with { Items = [.. sequence.Items.Select((item, i) => i == index ? Replace(Opened(item), path, depth + 1, value, at, faults) : item)] };
                faults.Add("DP1002", $"nothing in '{string.Join('.', path.Take(depth))}' is named '{key}'{NearestName.Hint(key, sequence.Items.Select(NameOf))}", at);
                return node;
            default:
                faults.Add("DP1002", $"'{string.Join('.', path.Take(depth))}' is {node.Kind} and holds no '{key}'", at);
                return node;
        }
    }

    private static int IndexOf(ConfigNode.Sequence sequence, string key)
    {
        for (var i = 0; i < sequence.Items.Count; i++)
            if (NameOf(sequence.Items[i]) == key)
                return i;
        return int.TryParse(key, out var index) && index >= 0 && index < sequence.Items.Count ? index : -1;
    }

    private static string NameOf(ConfigNode item) => item switch
    {
        ConfigNode.Scalar scalar => scalar.Value,
        ConfigNode.Mapping mapping when (mapping["use"] ?? mapping["preset"]) is ConfigNode.Scalar use => use.Value,
        _ => "",
    };

    // A step written as a bare name becomes a mapping, so that options can be put into it.
    private static ConfigNode Opened(ConfigNode item) => item is ConfigNode.Scalar scalar
        ? new ConfigNode.Mapping([new ConfigEntry("use", scalar.At, scalar)], scalar.At)
        : item;

    /// <summary>The tree with every node at one place.</summary>
    internal static ConfigNode Moved(ConfigNode node, SourcePosition at) => node switch
    {
        ConfigNode.Mapping mapping => new ConfigNode.Mapping([.. mapping.Entries.Select(e => new ConfigEntry(e.Key, at, Moved(e.Value, at)))], at),
        ConfigNode.Sequence sequence => new ConfigNode.Sequence([.. sequence.Items.Select(i => Moved(i, at))], at),
        _ => node with { At = at },
    };
}
