using DataPipe.Core.Faults;

namespace DataPipe.Execution.Configuration;

/// <summary>A node of a pipeline file with its place.</summary>
public abstract record ConfigNode(SourcePosition At)
{
    /// <summary>A value.</summary>
    /// <param name="Value">Its text.</param>
    /// <param name="IsPlain">Written without quotes, so that it may be a number, a Boolean or null.</param>
    /// <param name="At">Place.</param>
    public sealed record Scalar(string Value, bool IsPlain, SourcePosition At) : ConfigNode(At)
    {
        /// <summary>What messages call the value: itself, or the reference it stands for, so that what the environment holds is never printed.</summary>
        public string Shown { get; init; } = Value;

        /// <summary>Whether it is YAML's null.</summary>
        public bool IsNull => IsPlain && Value is "" or "~" or "null";
    }

    /// <summary>A sequence.</summary>
    /// <param name="Items">Its items.</param>
    /// <param name="At">Place.</param>
    public sealed record Sequence(IReadOnlyList<ConfigNode> Items, SourcePosition At) : ConfigNode(At);

    /// <summary>A mapping, in written order.</summary>
    /// <param name="Entries">Its entries.</param>
    /// <param name="At">Place.</param>
    public sealed record Mapping(IReadOnlyList<ConfigEntry> Entries, SourcePosition At) : ConfigNode(At)
    {
        /// <summary>The value of a key, or null.</summary>
        public ConfigNode? this[string key] => Entries.FirstOrDefault(e => e.Key == key)?.Value;
    }

    /// <summary>What the node is, for messages.</summary>
    public string Kind => this switch
    {
        Sequence => "a list",
        Mapping => "a mapping",
        Scalar { IsNull: true } => "nothing",
        Scalar scalar => $"'{scalar.Shown}'",
        _ => "a node",
    };
}
