using DataPipe.Core.Faults;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace DataPipe.Execution.Configuration;

/// <summary>Reads one YAML document into <see cref="ConfigNode"/>s. Anchors and tags are refused: a pipeline says things once, through <c>params</c>.</summary>
public static class YamlText
{
    private const int MaxDepth = 64;
    private const int MaxNodes = 100_000;

    /// <summary>Parses a text; a mistake goes to <paramref name="faults"/> and gives null.</summary>
    public static ConfigNode? Parse(string text, string file, FaultList faults)
    {
        try
        {
            var parser = new Parser(new StringReader(text));
            parser.Consume<StreamStart>();
            if (!parser.TryConsume<DocumentStart>(out _))
            {
                faults.Add("DP1001", "the file is empty: a pipeline needs 'pipeline' and 'stages'", new SourcePosition(file, 1, 1));
                return null;
            }

            var nodes = 0;
            var root = Read(parser, file, 0, ref nodes);
            parser.Consume<DocumentEnd>();
            if (!parser.Accept<StreamEnd>(out _))
                throw new YamlException(parser.Current!.Start, parser.Current.End, "a second document follows; one file holds one pipeline");
            return root;
        }
        catch (YamlException wrong)
        {
            var reason = wrong.InnerException is null ? wrong.Message : $"{wrong.Message} {wrong.InnerException.Message}";
            faults.Add("DP1001", $"not YAML: {reason.TrimEnd('.')}", At(file, wrong.Start));
            return null;
        }
        catch (Exception wrong) when (wrong is InvalidOperationException or ArgumentException or IndexOutOfRangeException or OverflowException)
        {
            // The scanner itself fails on some texts that no person writes, such as a lone NUL behind a document's end.
            faults.Add("DP1001", $"not YAML: {wrong.Message.TrimEnd('.')}", new SourcePosition(file, 1, 1));
            return null;
        }
    }

    private static ConfigNode Read(Parser parser, string file, int depth, ref int nodes)
    {
        if (depth > MaxDepth || ++nodes > MaxNodes)
            throw new YamlException(parser.Current!.Start, parser.Current.End, "nested too deeply or too large for a pipeline");
        var at = At(file, parser.Current!.Start);
        if (parser.Current is NodeEvent node && (!node.Anchor.IsEmpty || !node.Tag.IsEmpty))
            throw new YamlException(node.Start, node.End, "anchors and tags are not used here: put what repeats into 'params'");
        if (parser.TryConsume<Scalar>(out var scalar))
            return new ConfigNode.Scalar(scalar.Value, scalar.Style == ScalarStyle.Plain, at);
        if (parser.TryConsume<SequenceStart>(out _))
        {
            List<ConfigNode> items = [];
            while (!parser.TryConsume<SequenceEnd>(out _)) items.Add(Read(parser, file, depth + 1, ref nodes));
            return new ConfigNode.Sequence(items, at);
        }

        if (!parser.TryConsume<MappingStart>(out _))
            throw new YamlException(parser.Current.Start, parser.Current.End, "aliases are not used here: put what repeats into 'params'");
        return ReadMapping(parser, file, depth, at, ref nodes);
    }

    private static ConfigNode.Mapping ReadMapping(Parser parser, string file, int depth, SourcePosition at, ref int nodes)
    {
        List<ConfigEntry> entries = [];
        while (!parser.TryConsume<MappingEnd>(out _))
        {
            var start = parser.Current!.Start;
            var key = Read(parser, file, depth + 1, ref nodes);
            if (key is not ConfigNode.Scalar name)
                throw new YamlException(start, start, "a key must be a plain word");
            if (entries.Exists(e => e.Key == name.Value))
                throw new YamlException(start, start, $"the key '{name.Value}' stands twice");
            entries.Add(new ConfigEntry(name.Value, key.At, Read(parser, file, depth + 1, ref nodes)));
        }

        return new ConfigNode.Mapping(entries, at);
    }

    private static SourcePosition At(string file, Mark mark) => new(file, (int)mark.Line, (int)mark.Column);
}
