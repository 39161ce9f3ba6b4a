using System.Collections.Concurrent;
using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace DataPipe.Cli.Documentation;

/// <summary>The documentation comments that the compiler wrote beside the assemblies: what a reader of the code sees is what <c>datapipe steps</c> prints.</summary>
internal static partial class XmlComments
{
    private static readonly ConcurrentDictionary<Assembly, IReadOnlyDictionary<string, XElement>> Files = new();

    /// <summary>Summary of a property as plain text, or null when there is none.</summary>
    public static string? Of(Type type, string property) => Text(type, $"P:{type.FullName!.Replace('+', '.')}.{property}");

    private static string? Text(Type type, string name)
    {
        var members = Files.GetOrAdd(type.Assembly, Read);
        return members.TryGetValue(name, out var member) && member.Element("summary") is { } summary ? Blanks().Replace(Plain(summary), " ").Trim() : null;
    }

    private static string Plain(XElement element) => string.Concat(element.Nodes().Select(node => node switch
    {
        XText text => text.Value,
        XElement { Name.LocalName: "see" or "paramref" } reference => Reference(reference),
        XElement inner => Plain(inner),
        _ => "",
    }));

    private static string Reference(XElement element)
    {
        if (element.Attribute("cref")?.Value is not { } target) return element.Attribute("langword")?.Value ?? element.Attribute("name")?.Value ?? element.Value;
        var name = target[(target.LastIndexOf('.') + 1)..];
        return target.StartsWith("P:", StringComparison.Ordinal) ? Execution.Configuration.KebabCase.Of(name) : name;
    }

    private static Dictionary<string, XElement> Read(Assembly assembly)
    {
        var file = Path.Combine(AppContext.BaseDirectory, assembly.GetName().Name + ".xml");
        return File.Exists(file)
            ? XDocument.Load(file).Descendants("member").Where(m => m.Attribute("name") is not null).ToDictionary(m => m.Attribute("name")!.Value)
            : [];
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();
}
