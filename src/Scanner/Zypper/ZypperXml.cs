using System.Xml;
using Cockpit.Scanner.Linux;

namespace Cockpit.Scanner.Zypper;

/// <summary>An update of zypper's XML, kind "package" or "patch".</summary>
/// <param name="Attributes">As they stand there: name, edition, arch, edition-old, status, category, severity, restart.</param>
/// <param name="Repository">The alias of its source.</param>
/// <param name="Cves">Of a patch's issues.</param>
internal sealed record ZypperUpdate(IReadOnlyDictionary<string, string> Attributes, string Repository, IReadOnlyList<string> Cves)
{
    public string this[string attribute] => Attributes.GetValueOrDefault(attribute, "");
}

/// <summary>What zypper --xmlout prints. Pure; no entity or document type of a hostile answer is followed.</summary>
internal sealed record ZypperXml(IReadOnlyList<ZypperUpdate> Updates, IReadOnlyList<(string Type, string Text)> Messages)
{
    private static readonly XmlReaderSettings Settings = new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, IgnoreWhitespace = true, CheckCharacters = false };

    /// <summary>zypper's own word on what is wrong; null where it says nothing.</summary>
    public string? Complaint => Messages.FirstOrDefault(m => m.Type == "error").Text is { } text ? Clean.Text(text.Split('\n')[0]) : null;

    /// <exception cref="Core.Errors.CockpitException">SCAN_UNREADABLE: it is no whole XML.</exception>
    public static ZypperXml Parse(Section section, string command)
    {
        var updates = new List<ZypperUpdate>();
        var messages = new List<(string, string)>();
        try
        {
            using var reader = XmlReader.Create(new StringReader(string.Join('\n', section.Lines).TrimStart()), Settings);
            while (reader.Read())
            {
                if (reader.NodeType is not XmlNodeType.Element) continue;
                if (reader.Name == "update") updates.Add(Update(reader));
                else if (reader.Name == "message") messages.Add((reader.GetAttribute("type") ?? "", Text(reader)));
            }
        }
        catch (XmlException)
        {
            throw Sections.Unreadable($"{command} printed no whole XML");
        }

        return new ZypperXml(updates, messages);
    }

    private static ZypperUpdate Update(XmlReader reader)
    {
        var attributes = new Dictionary<string, string>(StringComparer.Ordinal);
        while (reader.MoveToNextAttribute()) attributes[reader.Name] = Clean.Text(reader.Value);
        reader.MoveToElement();
        var (repository, cves) = ("", new List<string>());
        if (!reader.IsEmptyElement)
        {
            var depth = reader.Depth;
            while (reader.Read() && reader.Depth > depth)
            {
                if (reader.NodeType is not XmlNodeType.Element) continue;
                if (reader.Name == "source") repository = Clean.Text(reader.GetAttribute("alias") ?? "");
                else if (reader.Name == "issue" && reader.GetAttribute("type") == "cve" && Clean.IsWord(reader.GetAttribute("id") ?? "")) cves.Add(reader.GetAttribute("id")!);
            }
        }

        return new ZypperUpdate(attributes, repository, cves);
    }

    private static string Text(XmlReader reader)
    {
        if (reader.IsEmptyElement) return "";
        var text = new System.Text.StringBuilder();
        var depth = reader.Depth;
        while (reader.Read() && reader.Depth > depth)
        {
            if (reader.NodeType is XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace) text.Append(reader.Value);
        }

        return text.ToString();
    }
}
