using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Text.Json;
using DataPipe.Core.Catalogues;
using DataPipe.Testing;
using YamlDotNet.RepresentationModel;

namespace DataPipe.Curation.Tests;

/// <summary>Binds the options of a case, strictly, to an options record; files lie below tests/cases.</summary>
internal static class CaseOptions
{
    internal static object Bind(YamlMappingNode? node, Type type)
    {
        var options = Activator.CreateInstance(type)!;
        foreach (var (key, value) in node?.Children ?? new YamlMappingNode().Children)
        {
            var name = ((YamlScalarNode)key).Value!;
            var property = type.GetProperties().SingleOrDefault(p => JsonNamingPolicy.KebabCaseLower.ConvertName(p.Name) == name)
                ?? throw new InvalidDataException($"{type.Name} has no option '{name}'");
            property.SetValue(options, Value(value, property.PropertyType));
        }

        return options;
    }

    private static object? Value(YamlNode node, Type type)
    {
        if (node is YamlScalarNode { Style: YamlDotNet.Core.ScalarStyle.Plain, Value: "null" }) return null;
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (type == typeof(FilePattern)) return new FilePattern(((YamlScalarNode)node).Value!, Checkout.Find("tests/cases"));
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyDictionary<,>))
        {
            var value = type.GetGenericArguments()[1];
            var dictionary = (IDictionary)Activator.CreateInstance(typeof(Dictionary<,>).MakeGenericType(typeof(string), value))!;
            foreach (var (key, element) in ((YamlMappingNode)node).Children) dictionary.Add(((YamlScalarNode)key).Value!, Value(element, value));
            return dictionary;
        }

        if (node is YamlScalarNode scalar && !(type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>)))
        {
            if (type.IsEnum) return Enum.GetValues(type).Cast<object>().Single(v => JsonNamingPolicy.KebabCaseLower.ConvertName(v.ToString()!) == scalar.Value);
            return Convert.ChangeType(scalar.Value, type, CultureInfo.InvariantCulture);
        }

        if (node is YamlMappingNode mapping) return Bind(mapping, type);
        var item = type.GetGenericArguments()[0];
        var list = (IList)Activator.CreateInstance(typeof(List<>).MakeGenericType(item))!;
        foreach (var element in node is YamlSequenceNode several ? several.Children : [node]) list.Add(Value(element, item));
        return list;
    }
}
