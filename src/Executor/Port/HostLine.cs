using Cockpit.Core.Errors;
using Cockpit.Core.Hosts;
using Cockpit.Core.Rollouts;
using Cockpit.Remote;
using NodaTime;

namespace Cockpit.Executor.Port;

/// <summary>The session to one planned host, opened anew after it broke. Blocking; one thread.</summary>
internal sealed class HostLine(HostConnector connector, PlanHost host, CancellationToken stop) : IDisposable
{
    private IHostSession? _session;

    /// <summary>Connects and proves that scripts can run as root, without doing anything there.</summary>
    /// <exception cref="CockpitException">The host was not reached, or gives no root.</exception>
    public void Open() => Run(":", Duration.FromSeconds(30), reads: true);

    /// <summary>Runs a script as root and returns what it printed, whatever its exit code: the answers carry their own frame.</summary>
    /// <param name="reads">It only reads, so what hangs of it may be killed when its time is over.</param>
    /// <exception cref="CockpitException">The connection could not be made or broke; what the script did is then unknown.</exception>
    public string Run(string script, Duration timeout, bool reads = false)
    {
        try
        {
            _session ??= connector.Open(Reached(host), stop);
            return _session.Run(script, new RunOptions(timeout) { AsRoot = true, MayBeKilled = reads }, stop).OutputText;
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        _session?.Dispose();
        _session = null;
    }

    /// <summary>The host as the plan froze it: what changed in the inventory since is not what was approved.</summary>
    private static Host Reached(PlanHost plan) => new(
        plan.Id, plan.Name, plan.Address, plan.Port, plan.User, plan.Transport, null, null, new Dictionary<string, string>(), null, null, null,
        plan.Identity, null, null, null)
    {
        Via = plan.Via,
        Credential = plan.Credential,
        Ssh = plan.Ssh,
    };
}
