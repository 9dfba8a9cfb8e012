using Cockpit.Scanner.Linux;
using Cockpit.Scanner.Rpm;

namespace Cockpit.Scanner.Dnf;

/// <summary>One line of "updateinfo list": an advisory, or a CVE, and a package that it fixes.</summary>
/// <param name="Severity">In lower case, "critical"; empty where none is given.</param>
internal sealed record DnfAdvisory(string Id, bool Security, string Severity, Nevra Package);

/// <summary>dnf 4's and yum 3's "updateinfo list", and dnf 5's "advisory list". Pure.</summary>
internal static class DnfAdvisories
{
    private const string SecurityMark = "/Sec.";

    public static IReadOnlyList<DnfAdvisory> Parse(IEnumerable<string> lines)
    {
        var found = new List<DnfAdvisory>();
        foreach (var line in lines)
        {
            // What else stands there is a table's head or a plugin's remark; a lost row shows in that nothing at all is found.
            if (Row(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)) is { } row) found.Add(row);
        }

        return found;
    }

    private static DnfAdvisory? Row(string[] words) => words switch
    {
        // "RHSA-2026:0001 Important/Sec. openssl-1:3.0.7-25.el9.x86_64"
        [var id, var kind, var package] when Clean.IsWord(id) && Nevra.Parse(package) is { } nevra =>
            new DnfAdvisory(id, kind == "security" || kind.EndsWith(SecurityMark, StringComparison.Ordinal), kind.EndsWith(SecurityMark, StringComparison.Ordinal) ? Severity(kind[..^SecurityMark.Length]) : "", nevra),

        // "FEDORA-2026-0123456789 security Moderate openssl-1:3.2.2-3.fc41.x86_64 2026-01-02 03:04:05"
        [var id, var kind, var severity, var package, ..] when Clean.IsWord(id) && Nevra.Parse(package) is { } nevra => new DnfAdvisory(id, kind == "security", Severity(severity), nevra),
        _ => null,
    };

    private static string Severity(string word) => Clean.Text(word).ToLowerInvariant() is var text && text is "none" or "unknown" or "n/a" ? "" : text;
}
