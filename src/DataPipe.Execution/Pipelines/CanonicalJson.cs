using System.Collections;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using DataPipe.Core.Catalogues;
using DataPipe.Execution.Configuration;

namespace DataPipe.Execution.Pipelines;

/// <summary>Options as text that is the same on every machine, for fingerprints: defaults included, keys sorted, folders left out.</summary>
public static class CanonicalJson
{
    /// <summary>An options record as JSON: every property in its written form, in the order of their names, but for those named in <paramref name="without"/>.</summary>
    public static string Of(object? value, IReadOnlyList<string> without)
    {
        var text = new StringBuilder();
        Write(text, value, without);
        return text.ToString();
    }

    /// <summary>SHA-256 of a text, in hexadecimal.</summary>
    public static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private static void Write(StringBuilder text, object? value, IReadOnlyList<string> without)
    {
        switch (value)
        {
            case null: text.Append("null"); break;
            case string s: text.Append(JsonSerializer.Serialize(s)); break;
            case bool b: text.Append(b ? "true" : "false"); break;
            case Enum e: text.Append(JsonSerializer.Serialize(KebabCase.Of(e.ToString()))); break;
            case TimeSpan t: text.Append(t.Ticks.ToString(CultureInfo.InvariantCulture)); break;
            case FilePattern f: text.Append(JsonSerializer.Serialize(f.Pattern)); break;
            case IFormattable number when value.GetType().IsPrimitive || value is decimal: text.Append(number.ToString(null, CultureInfo.InvariantCulture)); break;
            case IDictionary dictionary:
                WriteObject(text, dictionary.Keys.Cast<string>().Select(k => (k, dictionary[k])));
                break;
            case IEnumerable items:
                text.Append('[');
                foreach (var item in items)
                {
                    Write(text, item, []);
                    text.Append(',');
                }

                text.Append(']');
                break;
            default:
                WriteObject(text, OptionProperty.Of(value.GetType()).Where(p => !without.Contains(p.Name)).Select(p => (p.Name, p.Property.GetValue(value))));
                break;
        }
    }

    private static void WriteObject(StringBuilder text, IEnumerable<(string Name, object? Value)> members)
    {
        text.Append('{');
        foreach (var (name, value) in members.OrderBy(m => m.Name, StringComparer.Ordinal))
        {
            text.Append(JsonSerializer.Serialize(name)).Append(':');
            Write(text, value, []);
            text.Append(',');
        }

        text.Append('}');
    }
}
