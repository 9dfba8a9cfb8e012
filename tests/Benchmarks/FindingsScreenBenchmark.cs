using System.Diagnostics;
using System.Runtime.InteropServices;
using Cockpit.Core.Errors;
using Cockpit.Core.Findings;
using Cockpit.Core.Ids;
using Cockpit.Core.Risk;
using Cockpit.Core.Scopes;
using Cockpit.Operations;
using Cockpit.Operations.Findings;
using Cockpit.Operations.Risk;
using NodaTime;

namespace Cockpit.Benchmarks;

/// <summary>
/// What the risk screens ask, on more than 1.5 million open findings, as the screens ask it: each time the file is opened anew. Held
/// against the limit is the processor time of the asking thread at the 95th percentile; the clock's time stands beside it.
/// </summary>
public static partial class FindingsScreenBenchmark
{
    private const double MaxMilliseconds = 16;
    private const int Warm = 8, Rounds = 40, Page = 50;

    public static void Run(Measures measures)
    {
        Instant now = SystemClock.Instance.GetCurrentInstant();
        using var fleet = new FindingsFleet(now);
        var session = new Session(fleet.Path, new Actor(1000, 1000, "bench"), SystemClock.Instance);
        RiskMatrixResult matrix = ReadMatrix.Run(session);
        RiskCell full = matrix.Cells.MaxBy(c => c.Count)!, small = matrix.Cells.Where(c => c.Count > 0).MinBy(c => c.Count)!;
        string size = $"{matrix.Total:N0} open findings";

        Ask("matrix", () => ReadMatrix.Run(session));
        Ask("matrix of a tool", () => ReadMatrix.Run(session, new RiskWish(Source: FindingSource.Nessus)));
        Ask("matrix of an environment", () => ReadMatrix.Run(session, new RiskWish(Environment: "prod")));
        Ask("matrix of an environment and a tool", () => ReadMatrix.Run(session, new RiskWish(Environment: "prod", Source: FindingSource.Qualys)));
        Ask("matrix of a scope of half the fleet", () => ReadMatrix.Run(session, new RiskWish(Scope.Parse("env = prod or env = nosuch"))));
        Ask("burn-down", () => ReadBurndown.Run(session, new RiskWish()));
        Ask("burn-down of an environment", () => ReadBurndown.Run(session, new RiskWish(Environment: "prod")));
        Ask("top 50", () => ReadTop.Run(session, 50));
        Ask("top 50 of an environment", () => ReadTop.Run(session, new FindingWish { Environment = "prod" }, 50));
        Ask("top 50 by a common word", () => ReadTop.Run(session, new FindingWish { Text = "security" }, 50));
        Lists("everything", new FindingWish(Limit: Page));
        Lists("the fullest cell", new FindingWish(Cell: new RiskScore(full.Likelihood, full.Impact), Limit: Page));
        Lists("the emptiest cell", new FindingWish(Cell: new RiskScore(small.Likelihood, small.Impact), Limit: Page));
        Lists("a host", new FindingWish(Host: FindingsFleet.Name(42), Limit: Page));
        Lists("an environment", new FindingWish(Limit: Page) { Environment = "prod" });
        Lists("a small environment in the fullest cell", new FindingWish(Cell: new RiskScore(full.Likelihood, full.Impact), Limit: Page) { Environment = "dev" });
        Lists("a rare word", new FindingWish(Limit: Page) { Text = "zookeeper" });
        Lists("a common word", new FindingWish(Limit: Page) { Text = "security" });
        Lists("two words", new FindingWish(Limit: Page) { Text = "kernel certificate" });
        Lists("no such word", new FindingWish(Limit: Page) { Text = "xyzzy" });
        Lists("a year's CVEs", new FindingWish(Limit: Page) { Text = "CVE-2024" });
        Lists("a KB", new FindingWish(Limit: Page) { Text = "KB5000101" });
        Lists("a rare word on a host", new FindingWish(Host: FindingsFleet.Name(77), Limit: Page) { Text = "zookeeper" });
        Lists("a common word in an environment", new FindingWish(Limit: Page) { Text = "security", Environment = "dev" });
        Lists("severity info", new FindingWish(Severity: Severity.Info, Limit: Page));
        Lists("severity critical in an environment", new FindingWish(Severity: Severity.Critical, Limit: Page) { Environment = "dev" });
        Lists("severity low of a tool", new FindingWish(Severity: Severity.Low, Limit: Page) { Source = FindingSource.Qualys });
        Lists("severity low with a common word", new FindingWish(Severity: Severity.Low, Limit: Page) { Text = "security" });
        Lists("severity info that is due soon", new FindingWish(Severity: Severity.Info, Limit: Page) { Sla = SlaStatus.DueSoon });
        Lists("severity info with a known fix", new FindingWish(Severity: Severity.Info, Limit: Page) { Fixable = true });
        Lists("known exploited", new FindingWish(Limit: Page) { KnownExploited = true });
        Lists("known exploited in an environment", new FindingWish(Limit: Page) { KnownExploited = true, Environment = "dev" });
        Lists("a tool with few findings", new FindingWish(Limit: Page) { Source = FindingSource.Qualys });
        Lists("a tool without findings", new FindingWish(Limit: Page) { Source = FindingSource.Inventory });
        Lists("breached", new FindingWish(Limit: Page) { Sla = SlaStatus.Breached });
        Lists("due soon", new FindingWish(Limit: Page) { Sla = SlaStatus.DueSoon });
        Lists("a known fix", new FindingWish(Limit: Page) { Fixable = true });
        Lists("closed", new FindingWish(Status: FindingStatus.Closed, Limit: Page));
        Lists("stale", new FindingWish(Status: FindingStatus.Stale, Limit: Page));
        Lists("disputed", new FindingWish(Status: FindingStatus.Disputed, Limit: Page));
        Ask("scope of one host", () => ListFindings.Run(session, new FindingWish(Scope.Parse($"name = {FindingsFleet.Name(7)}"), Limit: Page)));

        void Lists(string what, FindingWish wish)
        {
            FindingList first = ListFindings.Run(session, wish);
            Ask($"list, {what}", () => ListFindings.Run(session, wish));
            if (first.Findings.Count == Page) Ask($"next page, {what}", () => ListFindings.Run(session, wish with { After = first.Findings[^1] }));
            Ask($"count, {what}", () => ListFindings.Count(session, wish));
        }

        void Ask(string what, Action ask, double limit = MaxMilliseconds)
        {
            for (int i = 0; i < Warm; i++) ask();
            var cpu = new List<double>();
            var wall = new List<double>();
            for (int i = 0; i < Rounds; i++)
            {
                long started = Stopwatch.GetTimestamp();
                double before = ThreadMilliseconds();
                ask();
                cpu.Add(ThreadMilliseconds() - before);
                wall.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            }
            cpu.Sort();
            wall.Sort();
            measures.Add($"{what}, p95", cpu[(int)(Rounds * 0.95)], "ms", limit, $"median {cpu[Rounds / 2]:0.0}; by the clock median {wall[Rounds / 2]:0.0}, p95 {wall[(int)(Rounds * 0.95)]:0.0}; {size}");
        }
    }

    private static double ThreadMilliseconds()
    {
        if (clock_gettime(ThreadCpuClock, out TimeSpec time) != 0) throw new CockpitException(CallErrors.Internal.Because("The clock of this thread cannot be read."));
        return time.Seconds * 1e3 + time.Nanoseconds / 1e6;
    }

    /// <summary>CLOCK_THREAD_CPUTIME_ID of Linux.</summary>
    private const int ThreadCpuClock = 3;

    [StructLayout(LayoutKind.Sequential)]
    private struct TimeSpec
    {
        public long Seconds;
        public long Nanoseconds;
    }

    [LibraryImport("libc")]
    private static partial int clock_gettime(int clock, out TimeSpec time);
}
