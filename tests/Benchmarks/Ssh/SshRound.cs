namespace Cockpit.Benchmarks.Ssh;

/// <summary>One run of one tool over some hosts.</summary>
/// <param name="HostsPerSecond">From the start of the program to its end.</param>
/// <param name="CpuMilliseconds">Of the client and what it started, a host.</param>
internal sealed record SshRound(double HostsPerSecond, double CpuMilliseconds)
{
    public static SshRound Of(ChildRun run, int hosts) => new(hosts / run.WallSeconds, run.CpuSeconds * 1000 / hosts);
}
