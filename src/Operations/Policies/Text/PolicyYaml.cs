using Cockpit.Core.Documents;
using Cockpit.Core.Errors;
using Cockpit.Scanner.Yaml;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Cockpit.Operations.Policies.Text;

/// <summary>Definitions as YAML. Every scalar is a text, whatever YAML of one version or another takes it for.</summary>
internal static class PolicyYaml
{
    /// <summary>Characters of a file; a thousand policies of a page each.</summary>
    public const int MaxChars = 4 * 1024 * 1024;

    /// <summary>Pieces of a document after its aliases have been followed: what is short as text can be long.</summary>
    private const int MaxNodes = 200_000;

    /// <exception cref="CockpitException">POLICY_INVALID with the line.</exception>
    public static DocNode Read(string text)
    {
        if (text.Length > MaxChars) throw Invalid($"The file has {text.Length:N0} characters; {MaxChars:N0} are allowed.");
        if (YamlReader.Read(text, PolicyErrors.PolicyInvalid) is not { } root) return new DocMap(1, []);
        int nodes = 0;
        return Doc(root, 0, ref nodes);
    }

    /// <summary>What <see cref="Read"/> reads back as the same.</summary>
    public static string Write(DocNode root)
    {
        using var text = new StringWriter { NewLine = "\n" };
        var emitter = new Emitter(text, new EmitterSettings(bestIndent: 2, bestWidth: int.MaxValue, isCanonical: false, maxSimpleKeyLength: 1_024));
        emitter.Emit(new StreamStart());
        emitter.Emit(new DocumentStart(null, null, isImplicit: true));
        Emit(emitter, root, inList: false);
        emitter.Emit(new DocumentEnd(isImplicit: true));
        emitter.Emit(new StreamEnd());
        return text.ToString();
    }

    private static DocNode Doc(YamlNode node, int depth, ref int nodes)
    {
        if (depth > DocNode.MaxDepth) throw Invalid($"Line {node.Line}: it is nested deeper than {DocNode.MaxDepth} levels.");
        if (++nodes > MaxNodes) throw Invalid($"The file has more than {MaxNodes:N0} pieces.");
        switch (node)
        {
            case YamlScalar s:
                return new DocScalar(s.Line, s.IsNull ? "" : s.Text);
            case YamlList l:
                var items = new List<DocNode>();
                foreach (YamlNode item in l.Items) items.Add(Doc(item, depth + 1, ref nodes));
                return new DocList(l.Line, items);
            case YamlMap m:
                var entries = new List<DocEntry>();
                foreach ((YamlScalar key, YamlNode value) in m.Entries) entries.Add(new DocEntry(key.Text, key.Line, Doc(value, depth + 1, ref nodes)));
                return new DocMap(m.Line, entries);
            default:
                throw Invalid($"Line {node.Line}: it cannot be read.");
        }
    }

    private static void Emit(Emitter emitter, DocNode node, bool inList)
    {
        switch (node)
        {
            case DocScalar s:
                emitter.Emit(new Scalar(AnchorName.Empty, TagName.Empty, s.Text, IsPlain(s.Text) ? ScalarStyle.Plain : ScalarStyle.DoubleQuoted, isPlainImplicit: true, isQuotedImplicit: true));
                break;
            case DocList l:
                bool flow = l.Items.All(i => i is DocScalar);
                emitter.Emit(new SequenceStart(AnchorName.Empty, TagName.Empty, true, flow ? SequenceStyle.Flow : SequenceStyle.Block));
                foreach (DocNode item in l.Items) Emit(emitter, item, inList: true);
                emitter.Emit(new SequenceEnd());
                break;
            case DocMap m:
                emitter.Emit(new MappingStart(AnchorName.Empty, TagName.Empty, true, inList && m.Entries.All(e => e.Value is DocScalar) ? MappingStyle.Flow : MappingStyle.Block));
                foreach (DocEntry e in m.Entries)
                {
                    emitter.Emit(new Scalar(e.Key));
                    Emit(emitter, e.Value, inList: false);
                }
                emitter.Emit(new MappingEnd());
                break;
        }
    }

    /// <summary>Whether every reader of YAML takes it for this very text, or for the number or truth that it is. 22:00 is a number to some.</summary>
    private static bool IsPlain(string text) =>
        text.Length > 0 && char.IsAsciiLetterOrDigit(text[0]) && !char.IsWhiteSpace(text[^1])
        && text.All(c => char.IsAsciiLetterOrDigit(c) || c is ' ' or '.' or '_' or '-' or '/' or '%' or '=' or '(' or ')' or ',' or '<' or '>' or '*' or ';')
        && text.ToLowerInvariant() is not ("yes" or "no" or "on" or "off" or "null" or "y" or "n");

    private static CockpitException Invalid(string what) => new(PolicyErrors.PolicyInvalid.Because(what));
}
