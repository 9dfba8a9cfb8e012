using System.Collections.Concurrent;
using System.Diagnostics;
using Cockpit.Core.Errors;
using Cockpit.Core.Hosts;
using Cockpit.Core.Rollouts;
using Cockpit.Executor.Port;
using Cockpit.Remote;
using Cockpit.Scanner;
using NodaTime;
using Xunit;

namespace Cockpit.Live.Lab;

/// <summary>Ways to real hosts that are not straight, and hosts that freeze.</summary>
[Collection("lab")]
[Trait("Category", "Lab")]
public sealed class ReachOnLabTests(LabHosts lab)
{
    private static readonly RunOptions Root = new(Duration.FromMinutes(1)) { AsRoot = true };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public void A_host_that_only_another_one_reaches_is_scanned_and_patched_through_it()
    {
        lab.Need("h1", "h2");
        using var behind = new BehindHost(lab, "h1", "h2");
        using var connector = new HostConnector(new RemoteSettings(lab.State, "ops")
        {
            KnownHosts = [behind.KnownHosts], Identities = [lab.Identity], ConnectTimeout = Duration.FromSeconds(10),
            FindHost = name => name == "h1" ? lab.Host("h1") : null,
        });
        var host = lab.Host("h2") with { Address = behind.Address };
        Assert.Equal("CONNECT_TIMEOUT", Assert.Throws<CockpitException>(() => connector.Open(host, Cancellation)).Fault.Code.Name);

        host = host with { Via = "h1" };
        var scan = new HostScanner(connector, SystemClock.Instance).Scan(host, new ScanOptions { Timeout = Duration.FromMinutes(2) }, Cancellation);
        Assert.Null(scan.Fault);
        Assert.Equal(lab.Shell("h2", "cat /etc/machine-id"), scan.Inventory!.MachineId);

        // A plan freezes the way too, so the rollout takes it.
        using var port = new HostPort(connector, new PortLimits(), TimeProvider.System);
        var machine = scan.Inventory.MachineId!;
        PlanUpdate[] updates = [new("lab-plain", "all", "1.0", "1.1", UpdateClass.Other, null, "Lab:stable")];
        var simulated = new InstallSimulator(connector).Simulate(host, machine, updates, Cancellation);
        Assert.Null(simulated.Fault);
        var plan = new PlanHost(host.Id, "h2", Transport.Ssh, host.Address, 22, "ops", null, machine, updates, simulated.Transaction!) { Via = "h1" };
        using var own = new PortOnLab(lab);
        var effect = own.Effect(plan, Step.Patch);
        BlockingCollection<Report> reports = [];
        port.Begin(effect, report =>
        {
            if (report is ReadyToSend) port.Send(effect.Id);
            else reports.Add(report);
        });
        Assert.Null(Assert.IsType<Ended>(PortOnLab.Last(reports)).Fault);
        Assert.Equal("1.1", lab.Version("h2", "lab-plain"));
    }

    [Fact]
    public void A_sudo_that_wants_a_terminal_gets_one_from_the_ssh_program()
    {
        lab.Need("h1");
        lab.Shell("h1", "echo 'Defaults requiretty' >/etc/sudoers.d/tty; chmod 440 /etc/sudoers.d/tty");
        using (var plain = lab.Connector.Open(lab.Host("h1"), Cancellation))
        {
            Assert.Equal("NEEDS_TTY", Assert.Throws<CockpitException>(() => plain.Run("id -u", Root, Cancellation)).Fault.Code.Name);
        }

        using var session = lab.Connector.Open(lab.Host("h1") with { Ssh = SshChoice.Program }, Cancellation);
        var result = session.Run("id -u; printf 'a\\tb\\r\\n\\003\\004\\n'; echo err >&2; exit 7", Root, Cancellation);
        Assert.Equal((7, "0\na\tb\r\n\u0003\u0004\n", "err\n"), (result.ExitCode, result.OutputText, result.ErrorText));

        // Longer than a terminal's line and its buffers, both ways.
        var lines = string.Join('\n', Enumerable.Range(0, 20_000).Select(i => $"line {i} of a long text"));
        Assert.Equal(lines + "\n", session.Run($"cat <<'END'\n{lines}\nEND", Root, Cancellation).OutputText);
        Assert.Equal("ops\n", session.Run("id -un", Root with { AsRoot = false }, Cancellation).OutputText);
        Assert.Equal("OUTPUT_TOO_BIG", Assert.Throws<CockpitException>(() => session.Run("yes", Root with { MayBeKilled = true }, Cancellation)).Fault.Code.Name);
    }

    [Fact]
    public void A_full_disk_is_scanned_like_any_other()
    {
        lab.Need("h1");
        lab.Shell("h1", "dd if=/dev/zero of=/full bs=1M 2>/dev/null; dd if=/dev/zero of=/fuller bs=1k 2>/dev/null; ! echo x >/root/no-room 2>/dev/null || [ ! -s /root/no-room ]");
        var scan = new HostScanner(lab.Connector, SystemClock.Instance).Scan(lab.Host("h1"), new ScanOptions { Timeout = Duration.FromMinutes(2) }, Cancellation);
        Assert.Null(scan.Fault);
        Assert.InRange(scan.Inventory!.FileSystems.Single(f => f.MountPoint == "/").FreeBytes, 0, 1024 * 1024);
        Assert.Contains(scan.Inventory.Updates, u => u.Name == "lab-good");
    }

    [Fact]
    public void A_host_whose_sshd_is_frozen_is_told_so_and_keeps_no_other_waiting()
    {
        lab.Need("h1", "h2");
        using PortOnLab port = new(lab);
        PlanHost frozen = port.Plan("h1", "lab-good"), other = port.Plan("h2", "lab-good");
        lab.Shell("h1", "pkill -STOP -x sshd");
        var waiting = port.Begin(port.Effect(frozen, Step.Patch));
        Assert.Null(Assert.IsType<Ended>(port.Do(port.Effect(other, Step.Patch))).Fault);
        Assert.Equal("NO_BANNER", Assert.IsType<NotSent>(PortOnLab.Next(waiting)).Fault?.Code.Name);
        Assert.Equal(0, lab.PostinstRuns("h1", "lab-good"));
    }

    [Fact]
    public void A_host_that_freezes_in_a_job_is_unclear_and_the_job_is_found_again()
    {
        lab.Need("h1");
        lab.Shell("h1", "lab-suites slow >/dev/null; touch /etc/lab-slow.hold");
        using PortOnLab port = new(lab, new PortLimits { LostConnection = Duration.FromSeconds(1), LookScript = Duration.FromSeconds(2) });
        var effect = port.Effect(port.Plan("h1", "lab-slow"), Step.Patch);
        var reports = port.Start(effect);
        lab.Until("h1", "grep -q 'lab-slow 1.1 begin' /var/log/lab-postinst.log");
        lab.Shell("h1", "pkill -STOP -x sshd");
        Assert.IsType<Unclear>(PortOnLab.Last(reports));
        lab.Shell("h1", "pkill -CONT -x sshd; rm /etc/lab-slow.hold");
        Assert.Null(Assert.IsType<Ended>(port.Probe(effect)).Fault);
        Assert.Equal(1, lab.PostinstRuns("h1", "lab-slow"));
    }

    /// <summary>Takes a host's own cable away and ties it to another host by one of theirs.</summary>
    private sealed class BehindHost : IDisposable
    {
        private readonly LabHosts _lab;
        private readonly string _host;
        private readonly string _gate;

        public BehindHost(LabHosts lab, string gate, string host)
        {
            (_lab, _gate, _host) = (lab, lab.NamespaceOf(gate), host);
            var inside = lab.NamespaceOf(host);
            // Addresses of the lab's own network, so that nothing here sends what is meant for them anywhere else.
            var network = lab.AddressOf(host)[..(lab.AddressOf(host).LastIndexOf('.') + 1)];
            Address = network + "200";
            var near = network + "201";
            Ip("link", "add", "jump1", "netns", _gate, "type", "veth", "peer", "name", "jump2", "netns", inside);
            foreach (var (name, link, own, other) in ((string, string, string, string)[])[(_gate, "jump1", near, Address), (inside, "jump2", Address, near)])
            {
                Ip("-n", name, "addr", "add", $"{own}/32", "dev", link);
                Ip("-n", name, "link", "set", link, "up");
                Ip("-n", name, "route", "add", $"{other}/32", "dev", link, "src", own);
            }

            lab.Lab("unplug", host);
            KnownHosts = Path.Combine(lab.State, "known_by_name");
            File.WriteAllLines(KnownHosts, File.ReadAllLines(lab.KnownHosts).Select(l => l.Replace($"{lab.AddressOf(host)} ", $"{host} ", StringComparison.Ordinal)));
        }

        public string Address { get; }

        public string KnownHosts { get; }

        public void Dispose()
        {
            Ip("-n", _gate, "link", "del", "jump1");
            _lab.Lab("plug", _host);
        }

        private static void Ip(params string[] arguments)
        {
            using var ip = Process.Start("ip", arguments);
            ip.WaitForExit();
            Assert.Equal(0, ip.ExitCode);
        }
    }
}
