using Cockpit.Core.Hosts;
using Cockpit.Live.Scans;
using Cockpit.Live.Ssh;
using Cockpit.Operations.Doctor;
using Cockpit.Remote;
using Cockpit.Scanner;
using NodaTime;
using Xunit;

namespace Cockpit.Live.Doctor;

/// <summary>The doctor at a real sshd that is well, and at ones that are broken at each step.</summary>
public sealed class DoctorTests
{
    [Fact]
    public void A_host_that_is_well_passes_every_step_and_each_is_told_as_it_ends()
    {
        LocalScanTests.SkipUnlessDebian();
        using var sshd = Sshd.Start();
        var told = new List<string>();
        var report = Check(sshd, sshd.Host(1), step => told.Add(step.Name));
        Assert.True(report.Ok, string.Join("\n", report.Steps));
        Assert.Equal(CheckHost.StepNames, report.Steps.Select(s => s.Name));
        Assert.Equal(CheckHost.StepNames, told);
        Assert.All(report.Steps, s => Assert.Equal(DoctorStatus.Ok, s.Status));
        Assert.Contains($"port {sshd.Port}", Step(report, "config").Detail, StringComparison.Ordinal);
        Assert.StartsWith("SSH-2.0-OpenSSH", Step(report, "first-line").Detail, StringComparison.Ordinal);
        Assert.Contains("curve25519", Step(report, "key-exchange").Detail, StringComparison.Ordinal);
        Assert.Contains($"line 1 of {sshd.Home.KnownHosts}", Step(report, "host-key").Detail, StringComparison.Ordinal);
        Assert.Contains("id_ed25519", Step(report, "login").Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void It_ends_at_the_step_that_fails_with_its_code_and_what_to_do()
    {
        using var sshd = Sshd.Start();
        var stranger = sshd.Home.NewKey(Path.Combine(sshd.Home.Folder, "stranger"));
        var free = sshd.Host(1, port: 1);
        Assert.Equal(("name", "DNS"), Ends(Check(sshd, sshd.Host(1, address: "no-such-host.invalid"))));
        Assert.Equal(("connect", "REFUSED"), Ends(Check(sshd, free)));
        Assert.Equal(("login", "AUTH_DENIED"), Ends(Check(sshd, sshd.Host(1, identity: stranger))));
        Assert.Equal(("login", "KEY_FILE_UNUSABLE"), Ends(Check(sshd, sshd.Host(1, identity: "/nonexistent"))));
        File.WriteAllText(Path.Combine(sshd.Home.Folder, ".ssh", "config"), "Host other\n Prot 1\n");
        Assert.Equal(("config", "SSH_CONFIG"), Ends(Check(sshd, sshd.Host(1))));
        File.Delete(Path.Combine(sshd.Home.Folder, ".ssh", "config"));
        File.WriteAllText(sshd.Home.KnownHosts, "");
        var unknown = Check(sshd, sshd.Host(1));
        Assert.Equal(("host-key", "HOST_KEY_UNKNOWN"), Ends(unknown));
        Assert.Contains("cockpit host trust host-01", Step(unknown, "host-key").Hint, StringComparison.Ordinal);
        Assert.Equal(DoctorStatus.Ok, Step(unknown, "key-exchange").Status);
        Assert.All(unknown.Steps.SkipWhile(s => s.Name != "login"), s => Assert.Equal(DoctorStatus.Skipped, s.Status));
    }

    [Fact]
    public void An_sshd_with_old_methods_only_ends_at_key_exchange()
    {
        using var sshd = Sshd.Start("KexAlgorithms diffie-hellman-group14-sha1");
        Assert.Equal(("key-exchange", "KEX_MISMATCH"), Ends(Check(sshd, sshd.Host(1))));
        File.WriteAllText(Path.Combine(sshd.Home.Folder, ".ssh", "config"), "KexAlgorithms +diffie-hellman-group14-sha1\n");
        Assert.Contains("group14-sha1", Step(Check(sshd, sshd.Host(1)), "key-exchange").Detail, StringComparison.Ordinal);
    }

    private static (string Step, string? Code) Ends(DoctorReport report)
    {
        Assert.False(report.Ok);
        var failed = report.Steps.Single(s => s.Status == DoctorStatus.Failed);
        Assert.NotEqual("", failed.Hint);
        return (failed.Name, failed.Code);
    }

    private static DoctorStep Step(DoctorReport report, string name) => report.Steps.Single(s => s.Name == name);

    private static DoctorReport Check(Sshd sshd, Host host, Action<DoctorStep>? onStep = null)
    {
        using var connector = sshd.Connector();
        var scanner = new HostScanner(connector, SystemClock.Instance);
        return CheckHost.Run(host, connector.Walk, (h, limit, stop) => scanner.Scan(h, new ScanOptions { Timeout = limit }, stop), onStep, TestContext.Current.CancellationToken);
    }
}
