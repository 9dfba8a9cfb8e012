using System.Xml;
using Cockpit.Core.Advisories;
using Cockpit.Core.Advisories.Judging;
using Cockpit.Core.Findings;

namespace Cockpit.Scanner.Advisories.Oval;

/// <summary>One definition: which CVEs it is about, and when a host has them.</summary>
internal sealed class Definition
{
    private const int MostCves = 10_000, MostDepth = 40;

    private readonly Dictionary<CveId, Severity?> cves = [];
    private readonly List<string> platforms = [], advisories = [], resolutions = [];

    public string Id { get; private set; } = "";

    public string Class { get; private set; } = "";

    public IReadOnlyDictionary<CveId, Severity?> Cves => cves;

    /// <summary>Null where they are too many to be taken apart.</summary>
    public IReadOnlyList<Condition>? Conditions { get; private set; } = [];

    /// <summary>The releases that it says it is about.</summary>
    public IEnumerable<string> Releases => platforms.Select(Products.ReleaseOf).OfType<string>().Distinct();

    /// <summary>The one bulletin; null where it names none, or several.</summary>
    public string? Advisory => advisories.Count == 1 ? advisories[0] : null;

    public Severity? Severity { get; private set; }

    /// <summary>What the vendor decided about packages that are vulnerable in every version (Red Hat's "resolution"); null where it says nothing, or several things.</summary>
    public FixState? Resolution => resolutions.Distinct().ToList() is [var one] ? one switch
    {
        "Affected" or "Fix deferred" => FixState.NoFix,
        "Will not fix" or "Out of support scope" => FixState.WillNotFix,
        "Not affected" => FixState.NotAffected,
        _ => FixState.NotJudged,
    }
    : resolutions.Count == 0 ? null : FixState.NotJudged;

    /// <param name="xml">Stands on the definition; it then stands behind it.</param>
    public static Definition Read(XmlReader xml, OvalChecks checks, Words words)
    {
        var read = new Definition { Id = words.Word(xml.GetAttribute("id") ?? "") ?? "", Class = xml.GetAttribute("class") ?? "" };
        if (xml.IsEmptyElement)
        {
            xml.Read();
            return read;
        }

        int depth = xml.Depth;
        while (xml.Read() && xml.Depth > depth)
        {
            if (xml.NodeType != XmlNodeType.Element) continue;
            if (xml.LocalName == "criteria") read.Conditions = Criteria(xml, checks, 0);
            else read.Take(xml, words);
        }

        xml.Read();
        return read;
    }

    private void Take(XmlReader xml, Words words)
    {
        switch (xml.LocalName)
        {
            case "reference" when xml.GetAttribute("ref_id") is { } id:
                if (string.Equals(xml.GetAttribute("source"), "CVE", StringComparison.OrdinalIgnoreCase) || CveIn(id) is not null) Add(CveIn(id), null);
                else if (words.Word(id.AsSpan().Trim()) is { } bulletin && !advisories.Contains(bulletin)) advisories.Add(bulletin);
                break;
            case "cve":
                string? said = xml.GetAttribute("impact") ?? xml.GetAttribute("priority");
                Add(CveIn(Inner(xml)), InventoryJudge.SeverityOf(said));
                break;
            case "title":
                Add(CveIn(Inner(xml)), null);
                break;
            case "platform":
                platforms.Add(Inner(xml));
                break;
            case "severity":
                Severity = InventoryJudge.SeverityOf(Inner(xml));
                break;
            case "resolution":
                resolutions.Add(xml.GetAttribute("state") ?? "");
                break;
            case "dsa" when words.Word(Inner(xml).AsSpan().Trim()) is { } dsa && !advisories.Contains(dsa):
                advisories.Add(dsa);
                break;
        }
    }

    private void Add(CveId? cve, Severity? severity)
    {
        if (cve is not { } id) return;
        if (cves.Count < MostCves && (!cves.TryGetValue(id, out Severity? known) || known is null)) cves[id] = severity;
    }

    /// <summary>The first CVE in a text: "Mitre CVE-2024-0727", "CVE-2024-0727 openssl".</summary>
    private static CveId? CveIn(string text)
    {
        int at = text.IndexOf("CVE-", StringComparison.OrdinalIgnoreCase);
        if (at < 0) return null;
        int end = at + 4;
        while (end < text.Length && (char.IsAsciiDigit(text[end]) || text[end] == '-')) end++;
        return CveId.TryParse(text[at..end]);
    }

    /// <summary>The text of an element; the reader stays on its last node.</summary>
    private static string Inner(XmlReader xml) => !xml.IsEmptyElement && xml.Read() && xml.NodeType is XmlNodeType.Text or XmlNodeType.CDATA ? xml.Value : "";

    /// <param name="xml">Stands on the criteria; it then stands on their end.</param>
    private static IReadOnlyList<Condition>? Criteria(XmlReader xml, OvalChecks checks, int depth)
    {
        if (depth > MostDepth) throw AdvisoryFiles.Invalid("Its criteria are nested too deep.");
        bool or = string.Equals(xml.GetAttribute("operator"), "OR", StringComparison.OrdinalIgnoreCase);
        bool odd = IsTrue(xml.GetAttribute("negate")) || xml.GetAttribute("operator") is "ONE" or "XOR";
        IReadOnlyList<Condition>? all = null;
        bool any = false, tooMany = false;
        if (!xml.IsEmptyElement)
        {
            int level = xml.Depth;
            while (xml.Read() && xml.Depth > level)
            {
                if (xml.NodeType != XmlNodeType.Element || One(xml, checks, depth) is not (true, var one)) continue;
                tooMany |= one is null;
                if (one is null || tooMany) continue;
                all = !any ? one : or ? Condition.Or(all!, one) : Condition.And(all!, one);
                any = true;
                tooMany |= all is null;
            }
        }

        if (tooMany) return null;
        all ??= [];
        return odd ? [.. all.Select(c => c with { Unanswered = true })] : all;
    }

    private static (bool Is, IReadOnlyList<Condition>? Ways) One(XmlReader xml, OvalChecks checks, int depth)
    {
        string comment = xml.GetAttribute("comment") ?? "";
        bool negated = IsTrue(xml.GetAttribute("negate"));
        switch (xml.LocalName)
        {
            case "criteria":
                return (true, Criteria(xml, checks, depth + 1));
            case "criterion":
                OvalCheck check = checks.Of(xml.GetAttribute("test_ref") ?? "", comment);
                return (true, Condition.Of(negated ? OvalCheck.Unanswerable(check.Packages) : check, comment));
            case "extend_definition":
                bool product = !negated && Products.IsProductCheck(comment);
                return (true, Condition.Of(product ? OvalCheck.OfRelease(Products.ReleaseOf(comment)) : OvalCheck.Unanswerable([]), comment));
            default:
                return (false, null);
        }
    }

    private static bool IsTrue(string? value) => value is "true" or "1";
}
