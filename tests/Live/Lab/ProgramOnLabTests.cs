using System.Text.Json;
using Xunit;

namespace Cockpit.Live.Lab;

/// <summary>The whole line with the built program on real hosts: added, scanned, planned, approved, patched ring after ring, and what goes wrong.</summary>
[Collection("lab")]
[Trait("Category", "Lab")]
public sealed class ProgramOnLabTests(LabHosts lab)
{
    private static readonly string[] Hosts = ["h1", "h2", "h3"];

    [Fact]
    public void Security_updates_reach_every_host_ring_after_ring_and_nothing_else_does()
    {
        lab.Need(Hosts);
        foreach (string host in Hosts) lab.Shell(host, "lab-suites reboot >/dev/null");
        using ProgramOnLab cockpit = new(lab);
        JsonElement scan = cockpit.Json(0, "scan");
        Assert.All(scan.GetProperty("hosts").EnumerateArray(), h => Assert.Equal("ok", h.GetProperty("status").GetString()));
        string[] boots = [.. Hosts.Select(h => lab.Shell(h, "cat /proc/sys/kernel/random/boot_id"))];

        (string id, JsonElement plan) = cockpit.Roll();
        Assert.Equal(["canary", "1"], plan.GetProperty("rings").EnumerateArray().Select(r => r.GetProperty("name").GetString()!));
        Assert.Equal(3, plan.GetProperty("excluded").EnumerateArray().Count(e => e.GetProperty("code").GetString() == "UPDATE_HELD"));
        JsonElement end = cockpit.Json(0, "rollout", "watch", id);
        Assert.Equal("completed", end.GetProperty("state").GetString());
        Assert.All(ProgramOnLab.HostsOf(end).Values, h => Assert.Equal("succeeded", h.GetProperty("state").GetString()));

        foreach (string host in Hosts)
        {
            Assert.Equal(["1.1", "1.1", "1.1", "1.0", "1.0"], new[] { "lab-good", "lab-conf", "lab-reboot", "lab-held", "lab-plain" }.Select(p => lab.Version(host, p)));
            Assert.Equal([1, 1, 1], new[] { "lab-good", "lab-conf", "lab-reboot" }.Select(p => lab.PostinstRuns(host, p)));
        }
        // lab-reboot asked for a reboot, and each host has had it.
        Assert.All(Hosts.Zip(boots), h => Assert.NotEqual(h.Second, lab.Shell(h.First, "cat /proc/sys/kernel/random/boot_id")));
        Assert.Contains("Setting up lab-good (1.1)", cockpit.Run(0, "rollout", "log", id, "h2"), StringComparison.Ordinal);
        Assert.True(cockpit.Json(0, "audit", "verify").GetProperty("ok").GetBoolean());

        // Scanned again, nothing but what is held and what is no security update is left.
        Assert.All(cockpit.Json(0, "scan").GetProperty("hosts").EnumerateArray(), h => Assert.Equal(2, h.GetProperty("pendingUpdates").GetInt32()));
    }

    [Fact]
    public void A_failing_postinst_halts_the_rollout_and_the_other_hosts_stay_as_they_were()
    {
        lab.Need(Hosts);
        foreach (string host in Hosts) lab.Shell(host, "lab-suites broken >/dev/null");
        using ProgramOnLab cockpit = new(lab);
        cockpit.Json(0, "scan");
        string before = string.Concat(new[] { "h2", "h3" }.Select(h => lab.Shell(h, "dpkg-query -W; cat /proc/sys/kernel/random/boot_id")));

        (string id, _) = cockpit.Roll();
        JsonElement end = cockpit.WatchUntil(id, $"{id} is halted");
        Assert.Equal("halted", end.GetProperty("state").GetString());
        Dictionary<string, JsonElement> hosts = ProgramOnLab.HostsOf(end);
        Assert.Equal(("failed", "APT_POSTINST"), (hosts["h1"].GetProperty("state").GetString(), hosts["h1"].GetProperty("code").GetString()));
        Assert.All(["h2", "h3"], h => Assert.Equal("pending", hosts[h].GetProperty("state").GetString()));
        Assert.Contains("lab-broken: cannot migrate the database", cockpit.Run(0, "rollout", "log", id, "h1"), StringComparison.Ordinal);
        Assert.Equal(before, string.Concat(new[] { "h2", "h3" }.Select(h => lab.Shell(h, "dpkg-query -W; cat /proc/sys/kernel/random/boot_id"))));

        // Repaired by hand, h1 is tried again, and the rest follows once a person says so.
        foreach (string host in Hosts) lab.Shell(host, "printf '#!/bin/sh\\necho \"lab-broken 1.1 done\" >>/var/log/lab-postinst.log\\n' >/usr/local/sbin/repair; chmod 755 /usr/local/sbin/repair");
        lab.Shell("h1", "cp /usr/local/sbin/repair /var/lib/dpkg/info/lab-broken.postinst; dpkg --configure -a >/dev/null 2>&1");
        cockpit.Run(0, "rollout", "retry", id, "h1", "--reason", "repaired by hand", "--yes");
        cockpit.Run(0, "rollout", "resume", id, "--note", "looked at h1", "--yes");
        // The rest meets the same package: h2 fails too, and the budget holds h3 back.
        end = cockpit.WatchUntil(id, $"{id} is halted");
        hosts = ProgramOnLab.HostsOf(end);
        Assert.Equal("succeeded", hosts["h1"].GetProperty("state").GetString());
        Assert.Equal(["failed", "pending"], new[] { "h2", "h3" }.Select(h => hosts[h].GetProperty("state").GetString()!));
        Assert.Equal("1.0", lab.Version("h3", "lab-broken"));
    }

    [Fact]
    public void Its_worker_killed_inside_apt_is_missed_and_the_next_one_goes_on()
    {
        lab.Need(Hosts);
        foreach (string host in Hosts) lab.Shell(host, "lab-suites slow >/dev/null");
        lab.Shell("h1", "touch /etc/lab-slow.hold");
        using ProgramOnLab cockpit = new(lab);
        cockpit.Json(0, "scan");
        (string id, _) = cockpit.Roll();
        lab.Until("h1", "grep -q 'lab-slow 1.1 begin' /var/log/lab-postinst.log");
        cockpit.KillWorker();
        Assert.Equal("missing", cockpit.Json(1, "worker", "status").GetProperty("state").GetString());

        // Paused while nobody works; what was begun is finished all the same, and nothing new begins.
        cockpit.Run(0, "rollout", "pause", id, "--reason", "the worker died");
        lab.Shell("h1", "rm /etc/lab-slow.hold");
        cockpit.Run(0, "worker", "--until-idle");
        Dictionary<string, JsonElement> hosts = ProgramOnLab.HostsOf(cockpit.Json(0, "rollout", "show", id));
        Assert.Equal(["succeeded", "pending", "pending"], Hosts.Select(h => hosts[h].GetProperty("state").GetString()!));
        Assert.All(["h2", "h3"], h => Assert.Equal("1.0", lab.Version(h, "lab-slow")));

        // Going on starts a worker where none runs.
        cockpit.Run(0, "rollout", "resume", id, "--yes");
        Assert.Equal("completed", cockpit.Json(0, "rollout", "watch", id).GetProperty("state").GetString());
        string line = $"the program's worker killed inside apt: postinst of lab-slow ran on {string.Join(", ", Hosts.Select(h => $"{h} {lab.PostinstRuns(h, "lab-slow")}"))}";
        Console.WriteLine(line);
        Assert.Equal("the program's worker killed inside apt: postinst of lab-slow ran on h1 1, h2 1, h3 1", line);
    }
}
