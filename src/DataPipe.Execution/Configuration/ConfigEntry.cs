using DataPipe.Core.Faults;

namespace DataPipe.Execution.Configuration;

/// <summary>One key of a mapping.</summary>
/// <param name="Key">The key.</param>
/// <param name="KeyAt">Where the key stands.</param>
/// <param name="Value">Its value.</param>
public sealed record ConfigEntry(string Key, SourcePosition KeyAt, ConfigNode Value);
