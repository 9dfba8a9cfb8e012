using Cockpit.Core.Hosts;
using Cockpit.Scanner.Linux;

namespace Cockpit.Scanner.Apt;

/// <summary>What is wrong with the package database: packages that are half done, and what "dpkg --audit" says. Pure.</summary>
internal static class DpkgAudit
{
    /// <summary>More are told as a number.</summary>
    private const int MostNamed = 20;

    public static IReadOnlyList<string> Problems(Section audit, IReadOnlyList<InstalledPackage> packages)
    {
        var problems = new List<string>();
        var unsound = packages.Where(p => !p.Sound).Select(p => p.Name).Distinct().Order(StringComparer.Ordinal).ToList();
        if (unsound.Count > 0)
        {
            var more = unsound.Count > MostNamed ? $" and {unsound.Count - MostNamed} more" : "";
            problems.Add($"not fully installed: {string.Join(", ", unsound.Take(MostNamed))}{more}");
        }

        // A blank line parts the complaints. The first line of each says what it is about; those about half-done packages are told above.
        var heading = "";
        foreach (var line in audit.Lines.Where(l => !l.StartsWith("dpkg: warning:", StringComparison.Ordinal)).Append(""))
        {
            if (line.Trim().Length == 0)
            {
                // That another process has locked the database is told with its name elsewhere.
                if (heading.Length > 0 && !heading.StartsWith("Another process has locked", StringComparison.Ordinal) && !(unsound.Count > 0 && IsOfHalfDone(heading)))
                {
                    problems.Add(heading.TrimEnd(':'));
                }

                heading = "";
            }
            else if (heading.Length == 0)
            {
                heading = Clean.Text(line);
            }
        }

        if (audit.ExitCode != 0 && problems.Count == 0)
        {
            problems.Add($"dpkg --audit ended with {audit.ExitCode}");
        }

        return problems;
    }

    private static bool IsOfHalfDone(string heading) =>
        heading.StartsWith("The following packages ", StringComparison.Ordinal)
        && (heading.Contains("only half", StringComparison.Ordinal) || heading.Contains("unpacked but not yet configured", StringComparison.Ordinal)
            || heading.Contains("in a mess", StringComparison.Ordinal) || heading.Contains("trigger", StringComparison.Ordinal));
}
