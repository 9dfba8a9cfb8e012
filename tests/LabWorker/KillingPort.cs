using System.Diagnostics;
using Cockpit.Core.Ids;
using Cockpit.Core.Rollouts;

namespace Cockpit.LabWorker;

/// <summary>A port that kills its process with SIGKILL at one point of one step on one host.</summary>
internal sealed class KillingPort(IHostPort port, string moment, Step step, HostId host) : IHostPort
{
    public void Begin(Effect effect, Action<Report> reply)
    {
        DieAt("begin", effect.Id);
        port.Begin(effect, report =>
        {
            if (report is Ended) DieAt("ended", report.Id);
            reply(report);
        });
    }

    public void Send(EffectId id)
    {
        DieAt("send", id);
        port.Send(id);
    }

    public void Withdraw(EffectId id) => port.Withdraw(id);

    public void Probe(Effect effect, Action<Report> reply) => port.Probe(effect, reply);

    private void DieAt(string reached, EffectId id)
    {
        if (reached != moment || id.Step != step || id.Host != host) return;
        using Process self = Process.GetCurrentProcess();
        self.Kill();
        new ManualResetEvent(false).WaitOne();
    }
}
