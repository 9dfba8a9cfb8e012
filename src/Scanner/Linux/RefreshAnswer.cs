using Cockpit.Core.Hosts;
using NodaTime;

namespace Cockpit.Scanner.Linux;

/// <summary>What came of fetching package lists (refresh.sh). Pure.</summary>
public static class RefreshAnswer
{
    /// <summary>More lines of a package manager are told as a number.</summary>
    private const int MostLines = 20;

    /// <summary>How package managers begin a line that says what was not fetched.</summary>
    private static readonly string[] Troubles =
        ["W: ", "E: ", "Err:", "Error", "Errors", "Failed to", "Warning", "WARNING", "ERROR", "Problem", "Skipping repository", "Some of the repositories", "Could not", "Cannot"];

    /// <param name="at">When it was asked, by our clock.</param>
    /// <exception cref="Core.Errors.CockpitException">SCAN_UNREADABLE: the answer is cut off or out of order.</exception>
    public static MetadataRefresh Parse(byte[] answer, string nonce, Instant at)
    {
        var sections = Sections.Read(answer, nonce);
        var family = sections["family"].First;
        if (family == "pacman")
        {
            return new MetadataRefresh(at, ["pacman: not fetched. Lists that are newer than the installed packages make every later install a partial upgrade, which Arch does not support."]);
        }

        var refresh = sections["refresh"];
        var lines = refresh.Lines.Select(l => Clean.Text(l)).Where(l => Array.Exists(Troubles, t => l.StartsWith(t, StringComparison.Ordinal))).Distinct().ToList();
        List<string> problems = lines.Count <= MostLines ? lines : [.. lines.Take(MostLines), $"and {lines.Count - MostLines} more lines"];
        if (refresh.ExitCode != 0 && problems.Count == 0)
        {
            problems.Add(family.Length == 0 ? "no package manager that Cockpit knows" : $"{Tool(family)} ended with {refresh.ExitCode}");
        }

        return new MetadataRefresh(at, problems);
    }

    private static string Tool(string family) => family switch
    {
        "apt" => "apt-get update",
        "dnf" => "dnf makecache",
        "zypper" => "zypper refresh",
        _ => $"{family} update",
    };
}
