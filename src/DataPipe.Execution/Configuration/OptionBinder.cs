using System.Collections;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using DataPipe.Core.Catalogues;
using DataPipe.Core.Faults;

namespace DataPipe.Execution.Configuration;

/// <summary>Binds a mapping to an options record, strictly: unknown keys, wrong types and values out of range are faults, all of them reported.</summary>
/// <param name="folderOf">Folder that a relative path written at a place starts from.</param>
/// <param name="faults">Takes the mistakes.</param>
public sealed class OptionBinder(Func<SourcePosition, string> folderOf, FaultList faults)
{
    /// <summary>A record of the type; with what could be bound when there were mistakes.</summary>
    /// <param name="type">Options record with a parameterless constructor.</param>
    /// <param name="node">The mapping, or null for all defaults.</param>
    /// <param name="owner">What the options belong to, for messages.</param>
    /// <param name="at">Where the owner stands.</param>
    public object Bind(Type type, ConfigNode? node, string owner, SourcePosition at)
    {
        var options = Activator.CreateInstance(type)!;
        var properties = OptionProperty.Of(type);
        IReadOnlyList<ConfigEntry> entries = [];
        if (node is ConfigNode.Mapping mapping) entries = mapping.Entries;
        else if (node is not (null or ConfigNode.Scalar { IsNull: true })) faults.Add("DP1004", $"{owner} takes options as a mapping, not {node.Kind}", node.At);

        foreach (var entry in entries)
        {
            var property = properties.FirstOrDefault(p => p.Name == entry.Key);
            if (property is null)
                faults.Add("DP1003", $"{owner} has no option '{entry.Key}'{Hint(entry.Key, properties)}", entry.KeyAt);
            else if (Value(property, entry.Value, owner) is { IsBound: true } bound)
                property.Property.SetValue(options, bound.Value);
        }

        foreach (var missing in properties.Where(p => p.IsRequired && entries.All(e => e.Key != p.Name)))
            faults.Add("DP1007", $"{owner} needs the option '{missing.Name}'", node?.At ?? at);
        return options;
    }

    private static string Hint(string key, IReadOnlyList<OptionProperty> properties)
    {
        if (properties.Count == 0) return "; it takes none";
        var hint = NearestName.Hint(key, properties.Select(p => p.Name));
        return hint.Length > 0 ? hint : $"; it has {string.Join(", ", properties.Select(p => p.Name))}";
    }

    private Bound Value(OptionProperty property, ConfigNode node, string owner)
    {
        if (node is ConfigNode.Scalar { IsNull: true })
        {
            if (property.IsNullable) return new Bound(null);
            return Fault("DP1004", $"option '{property.Name}' of {owner} cannot be null", node);
        }

        var bound = Value(property.Type, property.IsSize, node, $"option '{property.Name}' of {owner}");
        if (bound.IsBound && property.Range is { } range && !IsWithin(range, bound.Value))
            return Fault("DP1005", string.Create(CultureInfo.InvariantCulture, $"option '{property.Name}' of {owner} is {(node is ConfigNode.Scalar { Value: var value } scalar && value != scalar.Shown ? scalar.Shown : Written(bound.Value))}, outside {range.Minimum}..{range.Maximum}"), node);
        return bound;
    }

    private static object? Written(object? value) => value is IDictionary or IList ? "a list with something in it" : value;

    private static bool IsWithin(RangeAttribute range, object? value)
    {
        if (value is TimeSpan) return range.IsValid(value);
        if (value is IDictionary named) value = named.Values;
        if (value is IEnumerable items) return items.Cast<object>().All(item => IsWithin(range, item));
        var number = Convert.ToDouble(value, CultureInfo.InvariantCulture);
        return number >= Convert.ToDouble(range.Minimum, CultureInfo.InvariantCulture) && number <= Convert.ToDouble(range.Maximum, CultureInfo.InvariantCulture);
    }

    private Bound Value(Type type, bool isSize, ConfigNode node, string what)
    {
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>)) return List(type.GetGenericArguments()[0], isSize, node, what);
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyDictionary<,>)) return Dictionary(type.GetGenericArguments()[1], isSize, node, what);
        if (type != typeof(FilePattern) && type != typeof(string) && type.IsClass) return new Bound(Bind(type, node, what, node.At));
        if (node is not ConfigNode.Scalar { IsNull: false } scalar) return Fault("DP1004", $"{what} must be {NameOf(type)}, not {node.Kind}", node);
        if (type == typeof(string)) return new Bound(scalar.Value);
        if (type == typeof(FilePattern)) return new Bound(new FilePattern(scalar.Value, folderOf(scalar.At)));
        return Scalar(type, isSize, scalar) is { IsBound: true } bound ? bound : Fault("DP1004", $"{what} must be {NameOf(type)}, not {node.Kind}{EnumHint(type, scalar)}", node);
    }

    private Bound List(Type item, bool isSize, ConfigNode node, string what)
    {
        var list = (IList)Activator.CreateInstance(typeof(List<>).MakeGenericType(item))!;
        IReadOnlyList<ConfigNode> items = node is ConfigNode.Sequence sequence ? sequence.Items : [node];
        foreach (var element in items)
            if (Value(item, isSize, element, what) is { IsBound: true } bound)
                list.Add(bound.Value);
        return new Bound(list);
    }

    private Bound Dictionary(Type value, bool isSize, ConfigNode node, string what)
    {
        if (node is not ConfigNode.Mapping mapping) return Fault("DP1004", $"{what} must be a mapping of names to {NameOf(value)}, not {node.Kind}", node);
        var dictionary = (IDictionary)Activator.CreateInstance(typeof(Dictionary<,>).MakeGenericType(typeof(string), value))!;
        foreach (var entry in mapping.Entries)
            if (Value(value, isSize, entry.Value, $"'{entry.Key}' in {what}") is { IsBound: true } bound)
                dictionary.Add(entry.Key, bound.Value);
        return new Bound(dictionary);
    }

    private static Bound Scalar(Type type, bool isSize, ConfigNode.Scalar scalar)
    {
        if (type.IsEnum)
        {
            foreach (var name in Enum.GetNames(type))
                if (KebabCase.Of(name) == scalar.Value)
                    return new Bound(Enum.Parse(type, name));
            return default;
        }

        if (type == typeof(bool)) return scalar.Value switch { "true" => new Bound(true), "false" => new Bound(false), _ => default };
        if (type == typeof(TimeSpan)) return ScalarValue.TryTime(scalar.Value, out var time) ? new Bound(time) : default;
        if (!scalar.IsPlain || !ScalarValue.TryNumber(scalar.Value, isSize, out var number)) return default;
        if (type == typeof(double)) return new Bound((double)number);
        if (type == typeof(decimal)) return new Bound(number);
        if (number != decimal.Truncate(number)) return default;
        if (type == typeof(long)) return number is >= long.MinValue and <= long.MaxValue ? new Bound((long)number) : default;
        return type == typeof(int) && number is >= int.MinValue and <= int.MaxValue ? new Bound((int)number) : default;
    }

    /// <summary>What a value of the type looks like, for messages and documentation.</summary>
    public static string NameOf(Type type)
    {
        if (type.IsEnum) return string.Join(" | ", Enum.GetNames(type).Select(KebabCase.Of));
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>)) return $"a list, each {NameOf(type.GetGenericArguments()[0])}";
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyDictionary<,>)) return $"a mapping, each value {NameOf(type.GetGenericArguments()[1])}";
        if (type == typeof(bool)) return "true or false";
        if (type == typeof(int) || type == typeof(long)) return "a whole number";
        if (type == typeof(double) || type == typeof(decimal)) return "a number";
        if (type == typeof(TimeSpan)) return "a time such as 30s or 2m";
        if (type == typeof(FilePattern)) return "a path or glob";
        return type == typeof(string) ? "a text" : "a mapping";
    }

    private static string EnumHint(Type type, ConfigNode.Scalar scalar) =>
        type.IsEnum ? NearestName.Hint(scalar.Value, Enum.GetNames(type).Select(KebabCase.Of)) : "";

    private Bound Fault(string code, string message, ConfigNode node)
    {
        faults.Add(code, message, node.At);
        return default;
    }

    private readonly record struct Bound
    {
        public Bound(object? value) => (Value, IsBound) = (value, true);

        public object? Value { get; }

        public bool IsBound { get; }
    }
}
