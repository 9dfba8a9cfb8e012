using System.Text;
using Cockpit.Core.Hosts;
using Cockpit.Scanner.Tests.Linux;

namespace Cockpit.Scanner.Tests.Rpm;

/// <summary>An inventory as text with what these package managers know beside it, a fact a line, for the .expected files beside the answers.</summary>
internal static class FactsText
{
    public static string Of(Inventory i)
    {
        var text = new StringBuilder(AnswerText.Of(i));
        foreach (var u in i.Updates.Where(u => u.Advisories.Count > 0 || u.Cves.Count > 0))
        {
            text.Append($"fixes {u.Name} {u.Architecture} {u.Severity ?? "-"}: {string.Join(' ', u.Advisories)} {string.Join(' ', u.Cves)}".TrimEnd()).Append('\n');
        }

        foreach (var reason in i.Facts.RebootReasons ?? ["unknown"])
        {
            text.Append($"reboot because {reason}\n");
        }

        foreach (var problem in i.Facts.DatabaseProblems ?? ["unknown"])
        {
            text.Append($"database {problem}\n");
        }

        foreach (var r in i.Facts.Repositories ?? [])
        {
            text.Append($"repository {r.Name} {(r.Security ? "security " : "")}fetched {r.FetchedAt?.ToString() ?? "-"}\n");
        }

        foreach (var u in i.Facts.ForeignUpdaters ?? [])
        {
            text.Append($"updater {u.Name} next {u.NextAt?.ToString() ?? "-"}\n");
        }

        text.Append($"lock {i.Facts.LockHolder ?? "unknown"}\n");
        text.Append($"silent {string.Join(' ', i.Facts.SilentRepositories ?? ["unknown"])}\n");
        text.Append($"proxy {i.Facts.Proxy ?? "unknown"} mirrors {string.Join(' ', i.Facts.Mirrors ?? ["unknown"])}\n");
        text.Append($"installed kernel {i.Facts.InstalledKernel ?? "-"} last update {i.Facts.LastUpdateAt?.ToString() ?? "-"}\n");
        return text.ToString();
    }
}
