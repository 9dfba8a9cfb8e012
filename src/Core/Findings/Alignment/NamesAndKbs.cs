using Cockpit.Core.Hosts;

namespace Cockpit.Core.Findings.Alignment;

/// <summary>The weakest ties: a package's name with a fixed version out of the text, and the number of a KB.</summary>
internal static class NamesAndKbs
{
    /// <summary>Shorter names are words of every text ("r", "go").</summary>
    private const int ShortestName = 3;

    /// <summary>Words of a test's name that are packages too, and seldom meant.</summary>
    private static readonly HashSet<string> Words = new(StringComparer.OrdinalIgnoreCase) { "linux", "system", "base", "security", "server", "service", "remote", "file", "time", "info", "update", "test" };

    public static FixAnswer? ByName(TestClues test, EvidenceClues evidence, HostUpdates host)
    {
        string? wanted = evidence.FixedVersion ?? test.FixedVersion;
        var needs = new List<Need>();
        foreach (PendingUpdate u in host.Pending)
        {
            string source = host.SourceOf(u);
            string? named = Meant(test, u.Name) ? u.Name : Meant(test, source) ? source : null;
            if (named is null) continue;
            if (Newer(u, wanted, host) && !evidence.Elsewhere) needs.Add(Need.By(u, FixKind.PackageName, FixConfidence.Probable, $"the finding names {named} and wants {wanted}"));
            else if (u.Class is UpdateClass.Security && !evidence.Elsewhere) needs.Add(Need.By(u, FixKind.PackageName, FixConfidence.Possible, $"a security update of {named} is pending; whether it has the fix is not told"));
        }
        // What is surely newer leaves no room for what may be.
        if (needs.Exists(n => n.Fix is { Confidence: FixConfidence.Probable })) needs.RemoveAll(n => n.Fix is not { Confidence: FixConfidence.Probable });
        return needs.Count == 0 ? null : Need.Join(needs);
    }

    public static FixAnswer? ByKb(TestClues test, HostUpdates host)
    {
        List<Need> needs = [.. host.Pending.Select(u => (Update: u, Kb: test.Kbs.FirstOrDefault(kb => Is(u, kb)))).Where(p => p.Kb is not null)
            .Select(p => Need.By(p.Update, FixKind.Kb, FixConfidence.Probable, $"the finding names {p.Kb}; whether a later one replaces it is not known"))];
        return needs.Count == 0 ? null : Need.Join(needs);
    }

    private static bool Is(PendingUpdate u, string kb) =>
        u.Name.Equals(kb, StringComparison.OrdinalIgnoreCase) || u.Name.Contains($"({kb})", StringComparison.OrdinalIgnoreCase) || u.Advisories.Contains(kb, StringComparer.OrdinalIgnoreCase);

    private static bool Meant(TestClues test, string package) => package.Length >= ShortestName && !Words.Contains(package) && test.Names(package);

    /// <summary>The authors' version of what is pending is at or above the wanted one. Below it nothing is known: a distribution carries fixes over to older ones.</summary>
    private static bool Newer(PendingUpdate u, string? wanted, HostUpdates host) =>
        wanted is not null && host.Order is { } order && order.Compare(HostUpdates.Upstream(u.To), HostUpdates.Upstream(wanted)) >= 0;
}
