using System.Collections.Concurrent;
using Cockpit.Core.Hosts;
using Cockpit.Core.Ids;
using Cockpit.Core.Rollouts;
using Cockpit.Executor.Port;
using NodaTime;
using Xunit;

namespace Cockpit.Live.Lab;

/// <summary>The real host port on the lab, step by step, without a worker.</summary>
internal sealed class PortOnLab(LabHosts lab, PortLimits? limits = null, string file = "3f2a0000-0000-4000-8000-000000000001") : IDisposable
{
    private static int _rollouts;

    private readonly HostPort _port = new(lab.Connector, limits ?? new PortLimits(), TimeProvider.System);
    private readonly RolloutId _rollout = new(Interlocked.Increment(ref _rollouts));

    /// <summary>Plans packages of a host from 1.0 to 1.1, with the whole transaction as the host itself simulates it.</summary>
    public PlanHost Plan(string host, params string[] packages)
    {
        Host reached = lab.Host(host);
        string machine = lab.Shell(host, "cat /etc/machine-id");
        PlanUpdate[] updates = [.. packages.Select(p => new PlanUpdate(p, "all", "1.0", "1.1", UpdateClass.Security, null, "Lab-Security:stable-security"))];
        SimulatedInstall simulated = new InstallSimulator(lab.Connector).Simulate(reached, machine, updates, TestContext.Current.CancellationToken);
        Assert.Null(simulated.Fault);
        return new PlanHost(reached.Id, host, Transport.Ssh, reached.Address, 22, "ops", null, machine, updates, simulated.Transaction!);
    }

    public Effect Effect(PlanHost host, Step step, string? bootIdBefore = null, int attempt = 1) =>
        new(new EffectId(new FileId(Guid.Parse(file)), _rollout, PlanHash.Of("plan"u8), host.Id, step, attempt), host, bootIdBefore);

    /// <summary>Begins and sends as soon as the host is ready; returns the last report.</summary>
    public Report Do(Effect effect) => Last(Start(effect));

    /// <summary>Begins and sends; the reports come into the queue.</summary>
    public BlockingCollection<Report> Start(Effect effect)
    {
        BlockingCollection<Report> reports = [];
        _port.Begin(effect, report =>
        {
            if (report is ReadyToSend) _port.Send(effect.Id);
            else reports.Add(report);
        });
        return reports;
    }

    public BlockingCollection<Report> Begin(Effect effect)
    {
        BlockingCollection<Report> reports = [];
        _port.Begin(effect, reports.Add);
        return reports;
    }

    public void Send(Effect effect) => _port.Send(effect.Id);

    public void Withdraw(Effect effect) => _port.Withdraw(effect.Id);

    public Report Probe(Effect effect)
    {
        BlockingCollection<Report> reports = [];
        _port.Probe(effect, reports.Add);
        return Last(reports);
    }

    /// <summary>The next report; fails the test where none comes.</summary>
    public static Report Next(BlockingCollection<Report> reports)
    {
        Assert.True(reports.TryTake(out Report? report, TimeSpan.FromMinutes(2)), "No report came.");
        return report;
    }

    /// <summary>The report that ends it, with the whole log that came before.</summary>
    public static Report Last(BlockingCollection<Report> reports)
    {
        string log = "";
        while (true)
        {
            Report report = Next(reports);
            log += report.Log;
            if (report is not AtWork) return report with { Log = log };
        }
    }

    public void Dispose() => _port.Dispose();
}
