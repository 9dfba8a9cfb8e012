using System.Text.Json.Serialization;
using Cockpit.Core.Hosts;
using Cockpit.Core.Ids;
using Cockpit.Core.Windows;

namespace Cockpit.Core.Rollouts;

/// <summary>
/// The frozen content of a rollout: what may happen, to which hosts, in which order. It is serialised once (<see cref="PlanFormat"/>),
/// stored and hashed as those bytes, and the approved hash is the hash that runs. The rollout's id, name and times are outside it,
/// so the same content made again has the same hash.
/// </summary>
/// <param name="Format">The number of the byte format. Format 2 names how each host is reached and with which credential; format 3 the policies, windows and what an approval wants.</param>
/// <param name="Scope">The expression that chose the hosts, as typed.</param>
/// <param name="SecurityOnly">Only security updates were planned.</param>
/// <param name="Window">"always", "policy" where each host has the windows of its policy, or the name of the one window of those that counts.</param>
/// <param name="MaxFailures">Lost hosts that the whole rollout tolerates; one more halts it.</param>
/// <param name="Rings">In the order in which they run.</param>
public sealed record Plan(
    int Format, string Scope, bool SecurityOnly, string Window, RebootSetting Reboot, int MaxFailures, IReadOnlyList<PlanRing> Rings)
{
    /// <summary>The policies that its hosts are under, by name. Null before format 3, and where the file had no policy.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<PlanPolicy>? Policies { get; init; }

    /// <summary>What an approval of it wants: the strictest of its policies. Null before format 3, and where the file had no policy.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public PlanApproval? Approval { get; init; }

    /// <summary>The policy of a host; null where the plan has none.</summary>
    public PlanPolicy? PolicyOf(PlanHost host) => Policies?.FirstOrDefault(p => p.Name == host.Policy);

    /// <summary>Whether a host reboots after its updates.</summary>
    public RebootSetting RebootOf(PlanHost host) => PolicyOf(host)?.Reboot ?? Reboot;

    /// <summary>All hosts, ring by ring. Not part of the bytes.</summary>
    [JsonIgnore]
    public IEnumerable<PlanHost> Hosts => Rings.SelectMany(r => r.Hosts);
}

/// <summary>One policy as a plan froze it.</summary>
/// <param name="Windows">Those in which its hosts may begin; empty where they may at any time.</param>
/// <param name="FinishReboot">A reboot that is owed is still sent when the window has ended.</param>
public sealed record PlanPolicy(string Name, int Version, RebootSetting Reboot, bool FinishReboot, IReadOnlyList<WindowDocument> Windows);

/// <summary>What an approval of a plan wants.</summary>
/// <param name="Persons">Persons who approve it, 1 or 2.</param>
/// <param name="NotAuthor">Who made the plan is none of them.</param>
/// <param name="Signed">Each signs with their SSH key.</param>
/// <param name="LastsSeconds">How long it holds.</param>
/// <param name="AutoStart">The last approval schedules it: no person needs to start it.</param>
public sealed record PlanApproval(int Persons, bool NotAuthor, bool Signed, long LastsSeconds, bool AutoStart);

/// <summary>An ordered set of hosts that share limits. A ring begins when every gate before it has passed.</summary>
/// <param name="MaxParallel">Hosts at work at once, 1 or more.</param>
/// <param name="MaxFailures">Lost hosts (failed, unreachable, drifted, in doubt) that this ring tolerates; one more halts the rollout.</param>
/// <param name="BakeSeconds">Healthy time after the ring before the next one.</param>
public sealed record PlanRing(string Name, int MaxParallel, int MaxFailures, int BakeSeconds, IReadOnlyList<PlanHost> Hosts)
{
    /// <summary>A person passes its gate, with a note. False before format 3.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool SignOff { get; init; }
}

/// <summary>One host of a plan, with what identifies the machine and its exact updates.</summary>
/// <param name="MachineId">As scanned; another one at run time stops the host with HOST_IDENTITY_CHANGED.</param>
/// <param name="Updates">What the host is to have at the end; to-versions are what is verified.</param>
/// <param name="Transaction">The whole transaction of the exact install command as simulated when the plan was made, the updates included:
/// upgrades, new packages (From null) and removals (To null), ordered by name and architecture.</param>
public sealed record PlanHost(
    HostId Id, string Name, Transport Transport, string Address, int Port, string? User, string? Identity,
    string MachineId, IReadOnlyList<PlanUpdate> Updates, IReadOnlyList<PackageChange> Transaction)
{
    /// <summary>The hosts through which it is reached; see <see cref="Host.Via"/>. Always null in format 1.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Via { get; init; }

    /// <summary>The name of the credential that logs in there; see <see cref="Host.Credential"/>. Null is the default one; always null in format 1.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Credential { get; init; }

    /// <summary>The name of the policy that it was planned under, among <see cref="Plan.Policies"/>; null where the plan has none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Policy { get; init; }

    /// <summary>What speaks SSH to it; see <see cref="Host.Ssh"/>. Always null in format 1.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public SshChoice? Ssh { get; init; }
}

/// <summary>One exact update.</summary>
public sealed record PlanUpdate(string Name, string Architecture, string From, string To, UpdateClass Class, string? SecurityVersion, string Source);

/// <summary>What a package manager would do to one package: From null is a new package, To null a removal.</summary>
public sealed record PackageChange(string Name, string Architecture, string? From, string? To);
