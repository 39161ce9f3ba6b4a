using System.Text;
using System.Text.RegularExpressions;
using DataPipe.Core.Faults;

namespace DataPipe.Execution.Configuration;

/// <summary>Replaces <c>${ENV:NAME}</c> and <c>${params.name}</c> in the values of a pipeline file; <c>$${</c> stands for a literal <c>${</c>.</summary>
/// <param name="environment">Looks up an environment variable.</param>
/// <param name="parameters">The parameters, themselves replaced already; null when there are none.</param>
/// <param name="faults">Takes the mistakes.</param>
public sealed partial class Substitution(Func<string, string?> environment, ConfigNode.Mapping? parameters, FaultList faults)
{
    /// <summary>The tree with everything replaced. A value that is one reference alone takes the parameter's node, so that numbers and lists stay what they are.</summary>
    public ConfigNode Apply(ConfigNode node) => node switch
    {
        ConfigNode.Mapping mapping => new ConfigNode.Mapping([.. mapping.Entries.Select(e => e with { Value = Apply(e.Value) })], mapping.At),
        ConfigNode.Sequence sequence => new ConfigNode.Sequence([.. sequence.Items.Select(Apply)], sequence.At),
        ConfigNode.Scalar scalar when scalar.Value.Contains("${", StringComparison.Ordinal) => Replace(scalar),
        _ => node,
    };

    private ConfigNode Replace(ConfigNode.Scalar scalar)
    {
        var whole = Reference().Match(scalar.Value);
        if (whole.Success && whole.Length == scalar.Value.Length && whole.Value[1] != '$' && whole.Groups["param"].Success)
            return Parameter(whole.Groups["param"].Value, scalar) is { } node ? node with { At = scalar.At } : scalar;

        var text = new StringBuilder();
        var last = 0;
        foreach (Match match in Reference().Matches(scalar.Value))
        {
            text.Append(scalar.Value, last, match.Index - last).Append(Resolve(match, scalar));
            last = match.Index + match.Length;
        }

        return scalar with { Value = text.Append(scalar.Value, last, scalar.Value.Length - last).ToString(), Shown = scalar.Value };
    }

    private string Resolve(Match match, ConfigNode.Scalar scalar)
    {
        if (match.Value.StartsWith("$$", StringComparison.Ordinal)) return match.Value[1..];
        if (match.Groups["env"].Success)
        {
            var name = match.Groups["env"].Value;
            if (environment(name) is { } value) return value;
            faults.Add("DP1006", $"the environment has no variable '{name}': set it before the run", scalar.At);
            return "";
        }

        if (match.Groups["param"].Success)
        {
            var parameter = Parameter(match.Groups["param"].Value, scalar);
            if (parameter is ConfigNode.Scalar { } found) return found.Value;
            if (parameter is not null) faults.Add("DP1006", $"'{match.Value}' is {parameter.Kind} and cannot stand inside a text", scalar.At);
            return "";
        }

        faults.Add("DP1006", $"'{match.Value}' is neither ${{ENV:NAME}} nor ${{params.name}}; write $${{ for a literal ${{", scalar.At);
        return "";
    }

    private ConfigNode? Parameter(string name, ConfigNode.Scalar scalar)
    {
        if (parameters?[name] is { } node) return node;
        faults.Add("DP1006", parameters is null
            ? $"there is no parameter '{name}' here: they stand under 'params', and do not refer to each other"
            : $"'params' has no '{name}'{NearestName.Hint(name, parameters.Entries.Select(e => e.Key))}", scalar.At);
        return null;
    }

    [GeneratedRegex(@"\$?\$\{(?:ENV:(?<env>[A-Za-z_][A-Za-z0-9_]*)|params\.(?<param>[A-Za-z0-9_-]+)|[^}]*)\}")]
    private static partial Regex Reference();
}
