using System.Text;

namespace DataPipe.Execution.Configuration;

/// <summary>Names of options in pipelines: <c>MinWords</c> is written <c>min-words</c>.</summary>
public static class KebabCase
{
    /// <summary>The kebab-case of a PascalCase name; digits stay with the word before them.</summary>
    public static string Of(string name)
    {
        var text = new StringBuilder(name.Length + 8);
        for (var i = 0; i < name.Length; i++)
        {
            if (char.IsUpper(name[i]) && i > 0 && (!char.IsUpper(name[i - 1]) || (i + 1 < name.Length && char.IsLower(name[i + 1])))) text.Append('-');
            text.Append(char.ToLowerInvariant(name[i]));
        }

        return text.ToString();
    }
}
