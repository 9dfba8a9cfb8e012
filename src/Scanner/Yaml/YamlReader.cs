using Cockpit.Core.Errors;
using Cockpit.Scanner.Inventories;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Cockpit.Scanner.Yaml;

/// <summary>
/// Reads one YAML document into a tree, from the parser's events and without reflection. An alias is the very node that it names,
/// never a copy, so a document cannot grow; whoever walks the tree counts his steps.
/// </summary>
public static class YamlReader
{
    /// <summary>Characters of a document. Inventories of ten thousand hosts are some 2 MB.</summary>
    private const int MaxChars = 32 * 1024 * 1024;

    /// <summary>Nodes of a document, as many as such a file can sensibly hold.</summary>
    private const int MaxNodes = 4_000_000;

    /// <summary>Levels of nesting.</summary>
    private const int MaxDepth = 64;

    /// <summary>Null for a file without a document.</summary>
    /// <param name="invalid">The code of what goes wrong: it says what kind of file it was to be.</param>
    /// <exception cref="CockpitException">That code.</exception>
    public static YamlNode? Read(string text, ErrorCode invalid)
    {
        if (text.Length > MaxChars) throw Invalid(invalid, $"The file has {text.Length:N0} characters; YAML may have {MaxChars:N0}.");
        var parser = new Parser(new StringReader(text));
        try
        {
            parser.Consume<StreamStart>();
            if (parser.Accept<StreamEnd>(out _)) return null;
            parser.Consume<DocumentStart>();
            return new Builder(parser, invalid).Node(0);
        }
        catch (YamlException e)
        {
            throw new CockpitException(invalid.Because($"The YAML is broken in line {e.Start.Line}: {Quoted.Of(e.Message)}"), e);
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException or IndexOutOfRangeException or FormatException or OverflowException)
        {
            // The parser has its own ways to fail on bytes that nobody writes on purpose.
            throw new CockpitException(invalid.Because("The YAML cannot be read."), e);
        }
    }

    private static CockpitException Invalid(ErrorCode code, string what) => new(code.Because(what));

    private sealed class Builder(Parser parser, ErrorCode invalid)
    {
        private readonly Dictionary<string, YamlNode> anchors = new(StringComparer.Ordinal);
        private int nodes;

        public YamlNode Node(int depth)
        {
            if (depth > MaxDepth) throw Invalid(invalid, $"The YAML is nested deeper than {MaxDepth} levels.");
            if (++nodes > MaxNodes) throw Invalid(invalid, $"The YAML has more than {MaxNodes:N0} nodes.");
            int line = (int)Math.Min(parser.Current?.Start.Line ?? 0, int.MaxValue);
            if (parser.TryConsume<AnchorAlias>(out var alias))
                return anchors.GetValueOrDefault(alias.Value.Value) ?? throw Invalid(invalid, $"Line {line}: the alias {Quoted.Of(alias.Value.Value)} stands before what it means, or inside it.");
            if (parser.TryConsume<Scalar>(out var scalar)) return Named(scalar, Scalar(line, scalar));
            if (parser.TryConsume<SequenceStart>(out var sequence))
            {
                var items = new List<YamlNode>();
                while (!parser.TryConsume<SequenceEnd>(out _)) items.Add(Node(depth + 1));
                return Named(sequence, new YamlList(line, items));
            }
            MappingStart mapping = parser.Consume<MappingStart>();
            var entries = new List<(YamlScalar, YamlNode)>();
            while (!parser.TryConsume<MappingEnd>(out _))
            {
                YamlNode key = Node(depth + 1);
                if (key is not YamlScalar text) throw Invalid(invalid, $"Line {key.Line}: a key is no text.");
                entries.Add((text, Node(depth + 1)));
            }
            return Named(mapping, new YamlMap(line, entries));
        }

        private YamlNode Named(NodeEvent from, YamlNode node)
        {
            if (!from.Anchor.IsEmpty) anchors[from.Anchor.Value] = node;
            return node;
        }

        private static YamlScalar Scalar(int line, Scalar scalar) => new(line, scalar.Value, scalar.Tag.IsEmpty ? "" : scalar.Tag.Value, scalar.Style is ScalarStyle.Plain);
    }
}
