using System.Collections;
using System.Globalization;
using DataPipe.Execution.Configuration;
using DataPipe.Execution.Schemas;

namespace DataPipe.Cli.Documentation;

/// <summary>One option as a person reads it.</summary>
/// <param name="Name">Name, with dots for nested options.</param>
/// <param name="Type">What its value looks like.</param>
/// <param name="Default">Its default.</param>
/// <param name="Bounds">Its range; empty when it has none.</param>
/// <param name="Summary">Meaning, unit and source.</param>
internal sealed record OptionText(string Name, string Type, string Default, string Bounds, string Summary)
{
    /// <summary>All options of a record, nested ones behind their owner, those of the records of a list or mapping too.</summary>
    public static IEnumerable<OptionText> Of(Type options, string prefix = "")
    {
        var defaults = Activator.CreateInstance(options)!;
        foreach (var property in OptionProperty.Of(options))
        {
            var value = property.Property.GetValue(defaults);
            var nested = property.Type is { IsClass: true } type && type != typeof(string) && type != typeof(Core.Catalogues.FilePattern) && !typeof(IEnumerable).IsAssignableFrom(type);
            var range = property.Range is { } r ? string.Create(CultureInfo.InvariantCulture, $"{r.Minimum}..{r.Maximum}") : "";
            yield return new OptionText(
                prefix + property.Name, OptionBinder.NameOf(property.Type) + (property.IsSize ? " or a size such as 64MiB" : ""),
                property.IsRequired ? "required" : nested ? value is null ? "null (off)" : property.IsNullable ? "as below; null switches it off" : "as below" : DefaultOf(value), range, XmlComments.Of(options, property.Property.Name) ?? "");
            var element = ElementOf(property.Type);
            if (!nested && element is null) continue;
            foreach (var inner in Of(element ?? property.Type, $"{prefix}{property.Name}{(element is null ? "" : property.Type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>) ? "[]" : "{}")}.")) yield return inner;
        }
    }

    // The options record that a list or a mapping holds.
    private static Type? ElementOf(Type type) =>
        type.IsGenericType && (type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>) || type.GetGenericTypeDefinition() == typeof(IReadOnlyDictionary<,>))
        && type.GetGenericArguments()[^1] is { IsClass: true, IsGenericType: false } element
        && element != typeof(string) && element != typeof(Core.Catalogues.FilePattern) ? element : null;

    private static string DefaultOf(object? value) => value switch
    {
        null => "null (off)",
        string { Length: 0 } => "\"\"",
        string s => s,
        IDictionary { Count: 0 } => "{}",
        IDictionary map => string.Join(", ", map.Keys.Cast<object>().Select(k => $"{k}: {map[k]}")),
        IEnumerable items when items.Cast<object>().Any() => string.Join(", ", items.Cast<object>().Select(DefaultOf)),
        IEnumerable => "[]",
        _ => OptionSchema.DefaultOf(value)?.ToString() ?? "",
    };
}
