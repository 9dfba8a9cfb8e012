using System.Globalization;
using Cockpit.Core.Rollouts;
using Cockpit.Executor.Apt;
using Cockpit.Remote;

namespace Cockpit.Executor.Jobs;

/// <summary>Puts the scripts together that are sent to a host. Every value in them is a quoted word.</summary>
/// <param name="Root">The folder on the host that holds the claim and the jobs. It lies under /var/lib, so that it outlives a reboot.</param>
internal sealed record JobScripts(string Root)
{
    /// <summary>The payload's last line: a payload without it arrived in part and is refused.</summary>
    private const string PayloadMarker = "# end of payload";

    private const string EndOfPayload = "cockpit-payload-ends-here";

    /// <summary>Who claims a host: the file's UUID and the rollout in it.</summary>
    public static string Owner(EffectId id) => $"{id.File.Value:n}/{id.Rollout}";

    /// <summary>Starts a job; the answer is one line of start() in job.sh.</summary>
    public string Start(EffectId id, string payload)
    {
        if (payload.Contains(EndOfPayload, StringComparison.Ordinal)) throw new ArgumentException("The payload holds its own end.", nameof(payload));
        return $"""
            {Header}
            {Embedded.Job}
            start {ShellQuote.Of(id.ToString())} {ShellQuote.Of(id.Plan.Hex)} {ShellQuote.Of(Owner(id))} <<'{EndOfPayload}'
            {payload}
            {PayloadMarker}
            {EndOfPayload}
            """;
    }

    /// <summary>Where the job stands, and its log from an offset on.</summary>
    public string Report(EffectId id, long offset, int most) => $"""
        {Header}
        {Embedded.Job}
        report {ShellQuote.Of(id.ToString())} {offset.ToString(CultureInfo.InvariantCulture)} {most.ToString(CultureInfo.InvariantCulture)}
        """;

    /// <summary>Makes sure that no job of this id can begin any more where none has; then the same answer as <see cref="Report"/>.</summary>
    public string Seal(EffectId id) => $"""
        {Header}
        {Embedded.Job}
        seal {ShellQuote.Of(id.ToString())}
        report {ShellQuote.Of(id.ToString())} 0 0
        """;

    /// <summary>Reads what the plan is judged by. Changes nothing but for <paramref name="release"/>, which gives the host's claim back afterwards.</summary>
    /// <param name="simulate">Simulate the plan's exact command and look at the room on disk as well.</param>
    /// <param name="stale">List programs that run replaced libraries as well.</param>
    public string Facts(PackageWords words, bool simulate, bool stale = false, EffectId? release = null) => $"""
        {Header}
        {Words(words)}
        names={ShellQuote.Of(words.Names)}
        want='{(simulate ? "simulation " : "")}{(stale ? "stale" : "")}'
        {Embedded.Transaction}
        {Embedded.Facts}
        facts
        {(release is null ? "" : $"{Embedded.Job}\nrelease_host {ShellQuote.Of(Owner(release))}")}
        """;

    /// <summary>What the patch job runs.</summary>
    public static string PatchPayload(PlanHost host, PackageWords words) => $"""
        machine={ShellQuote.Of(host.MachineId)}
        {Words(words)}
        expected={ShellQuote.Of(words.Expected)}
        {Embedded.Transaction}
        {Embedded.Patch}
        """;

    /// <summary>What the reboot job runs.</summary>
    public static string RebootPayload(PlanHost host, string bootIdBefore) => $"""
        machine={ShellQuote.Of(host.MachineId)}
        boot={ShellQuote.Of(bootIdBefore)}
        {Embedded.Reboot}
        """;

    private string Header => $"root={ShellQuote.Of(Root)}\nPATH=/usr/sbin:/usr/bin:/sbin:/bin; export PATH";

    private static string Words(PackageWords words) => $"specs={ShellQuote.Of(words.Specs)}\nremovals={ShellQuote.Of(words.Removals)}";
}
