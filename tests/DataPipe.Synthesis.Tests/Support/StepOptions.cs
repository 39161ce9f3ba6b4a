using System.Globalization;
using YamlDotNet.RepresentationModel;

namespace DataPipe.Synthesis.Tests.Support;

/// <summary>Options of a step from a case file: scalars alone.</summary>
internal static class StepOptions
{
    public static object Bind(YamlMappingNode? with, Type type)
    {
        var options = Activator.CreateInstance(type)!;
        foreach (var (key, value) in with?.Children ?? new YamlMappingNode().Children)
        {
            var name = ((YamlScalarNode)key).Value!.Replace("-", "", StringComparison.Ordinal);
            var property = type.GetProperties().Single(p => p.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
            var text = ((YamlScalarNode)value).Value!;
            var target = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
            property.SetValue(options, text == "null" ? null
                : target.IsEnum ? Enum.Parse(target, text.Replace("-", "", StringComparison.Ordinal), ignoreCase: true)
                : Convert.ChangeType(text, target, CultureInfo.InvariantCulture));
        }

        return options;
    }
}
