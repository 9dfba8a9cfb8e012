using System.Globalization;
using System.Xml;
using Cockpit.Core.Advisories;
using Cockpit.Core.Errors;
using Cockpit.Core.Findings;
using NodaTime;

namespace Cockpit.Scanner.Advisories.Oval;

/// <summary>
/// OVAL definitions of Debian, Ubuntu, Red Hat, SUSE, Oracle and AlmaLinux. The tests stand behind the definitions that name them, so the file
/// is read twice: the tests first. A definition that asks for more than a release and a package's version is not judged: its packages are noted
/// as such, and it is counted.
/// </summary>
internal sealed class OvalReader : IAdvisoryReader
{
    private const string Root = "oval_definitions";

    /// <summary>One definition's statements: CVEs times ways.</summary>
    private const int MostStatements = 1_000_000;

    private readonly Words words = new();
    private readonly OvalChecks checks;
    private readonly XmlReader xml;
    private readonly Queue<AdvisoryFix> ready = new();
    private readonly SortedSet<string> feeds = new(StringComparer.Ordinal);
    private readonly Instant writtenAt;
    private long definitions, notJudged, otherProducts, statements;
    private bool ended;

    public OvalReader(Func<Stream> open, byte[] hash, Instant writtenAt)
    {
        FileHash = hash;
        this.writtenAt = writtenAt;
        checks = new OvalChecks(words);
        Guarded(() =>
        {
            using XmlReader tests = Xml(open());
            ToRoot(tests);
            checks.Read(tests);
            return true;
        });
        xml = Guarded(() => Xml(open()));
        Guarded(() =>
        {
            ToRoot(xml);
            return xml.Read();
        });
    }

    public string Kind => "oval";

    public string Feed => "oval:" + string.Join(", ", feeds);

    public Instant AsOf => checks.Timestamp is { } text && DateTimeOffset.TryParse(text.Trim(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset at)
        ? Instant.FromDateTimeOffset(at)
        : writtenAt;

    public ReadOnlyMemory<byte> FileHash { get; }

    public IReadOnlyList<string> Notes
    {
        get
        {
            var notes = new List<string>();
            if (notJudged > 0) notes.Add($"{notJudged:N0} of {definitions:N0} definitions {(notJudged == 1 ? "asks" : "ask")} for more than a package's version (a module, a live patch, a running kernel, several packages at once); what is said there is not judged.");
            if (otherProducts > 0) notes.Add($"{otherProducts:N0} of {definitions:N0} definitions {(otherProducts == 1 ? "is" : "are")} about products that no release of a host is.");
            return notes;
        }
    }

    public bool TryRead(out AdvisoryFix fix)
    {
        while (ready.Count == 0 && !ended) Guarded(Advance);
        if (ready.TryDequeue(out fix))
        {
            statements++;
            return true;
        }

        if (statements == 0) throw AdvisoryFiles.Invalid("It says nothing of any package and CVE of a release that a host may have.");
        return false;
    }

    public void Dispose() => xml.Dispose();

    private bool Advance()
    {
        while (!xml.EOF)
        {
            if (xml.NodeType == XmlNodeType.Element && xml.LocalName == "definition")
            {
                Take(Definition.Read(xml, checks, words));
                return true;
            }

            // Everything behind the definitions was read before; the rest of the file has only to be whole.
            xml.Read();
        }

        ended = true;
        return true;
    }

    private void Take(Definition d)
    {
        if (d.Class is not ("patch" or "vulnerability") || d.Cves.Count == 0) return;
        definitions++;
        string source = d.Id.Split(':') is [_, var space, ..] ? space : "";
        if (d.Conditions is not { } ways)
        {
            notJudged++;
            foreach (string release in d.Releases) Say(d, source, release, AdvisoryFix.AnyPackage, FixState.NotJudged, null);
            return;
        }

        bool unanswered = false, known = false;
        if ((long)ways.Count * d.Cves.Count > MostStatements) throw AdvisoryFiles.Invalid($"The definition {d.Id} makes more than {MostStatements:N0} statements.");
        foreach (Condition way in ways.Distinct())
        {
            foreach (string release in way.Release is { } one ? [one] : d.Releases)
            {
                known = true;
                unanswered |= way.Unanswered || way.Check is null;
                if (way.Check is not { } check || way.Unanswered) Say(d, source, release, way.Check?.Package ?? AdvisoryFix.AnyPackage, FixState.NotJudged, null);
                else if (check.OlderThan is { } version) Say(d, source, release, check.Package, version is "0" or "0:0" ? FixState.NotJudged : FixState.Fixed, version);
                else Say(d, source, release, check.Package, Unfixed(d, source, check.Said), null);
            }
        }

        if (unanswered) notJudged++;
        if (!known) otherProducts++;
    }

    private void Say(Definition d, string source, string release, string package, FixState state, string? version)
    {
        int dot = release.IndexOf('.');
        string product = release.StartsWith("ubuntu", StringComparison.Ordinal) || dot < 0 ? release : release[..dot];
        feeds.Add($"{product.Replace(':', '-')} {source} {d.Class}");
        foreach ((CveId cve, Severity? severity) in d.Cves)
        {
            var fix = new AdvisoryFix(release, package, Binary: true, cve, state, state == FixState.Fixed ? version : null, severity ?? d.Severity, d.Advisory);
            ready.Enqueue(fix);

            // Debian's own definitions name source packages, as if those were installed.
            if (release.StartsWith("debian:", StringComparison.Ordinal)) ready.Enqueue(fix with { Binary = false });
        }
    }

    /// <summary>The package is vulnerable in whatever version it is there, unless the vendor says otherwise.</summary>
    private static FixState Unfixed(Definition d, string source, string said)
    {
        if (source.Contains(".unaffected", StringComparison.Ordinal)) return FixState.NotAffected;
        if (d.Resolution is { } decided) return decided;
        if (said.Contains("to ignore", StringComparison.OrdinalIgnoreCase)) return FixState.WillNotFix;
        return said.Contains("may need fixing", StringComparison.OrdinalIgnoreCase) || said.Contains("related to", StringComparison.OrdinalIgnoreCase) ? FixState.NotJudged : FixState.NoFix;
    }

    private static XmlReader Xml(Stream stream) => XmlReader.Create(stream, new XmlReaderSettings
    {
        // A document type is passed over, never fetched; without one there are no entities that could grow.
        DtdProcessing = DtdProcessing.Ignore, XmlResolver = null, IgnoreComments = true, IgnoreProcessingInstructions = true, IgnoreWhitespace = true, CloseInput = true,
    });

    private static void ToRoot(XmlReader xml)
    {
        if (xml.MoveToContent() != XmlNodeType.Element || xml.LocalName != Root) throw AdvisoryFiles.Invalid("Its root is no oval_definitions.");
    }

    /// <summary>Making a reader reads already: in the first bytes stands how the file is encoded.</summary>
    private static T Guarded<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (XmlException e)
        {
            throw AdvisoryFiles.Invalid($"Line {e.LineNumber}: the XML is not in order, or it is cut.", e);
        }
        catch (IOException e)
        {
            throw new CockpitException(IntelErrors.IntelUnreadable.Because("The file could not be read on."), e);
        }
    }
}
