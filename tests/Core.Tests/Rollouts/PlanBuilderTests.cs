using Cockpit.Core.Errors;
using Cockpit.Core.Hosts;
using Cockpit.Core.Ids;
using Cockpit.Core.Rollouts;
using NodaTime;
using Xunit;

namespace Cockpit.Core.Tests.Rollouts;

public sealed class PlanBuilderTests
{
    private static readonly PlanRequest Request = new("env = prod", true, "always", RebootSetting.Never, PlanLimits.Default);

    private static PlanCandidate Candidate(
        long id, string? ring = null, Transport transport = Transport.Ssh, string? machineId = "own", string bootId = "boot",
        Duration? scanAge = null, Duration? metadataAge = null, ScanStatus? status = ScanStatus.Ok, params PendingUpdate[] updates)
    {
        var host = new Host(
            new HostId(id), $"web-{id:00}", $"10.0.0.{id}", 22, "ops", transport, "prod", "web",
            ring is null ? new Dictionary<string, string>() : new Dictionary<string, string> { ["ring"] = ring }, null, null, null, null, null, null, null);
        var inventory = new Inventory(
            "debian", "debian", "12.11", "bookworm", "amd64", "6.1.0-37", machineId == "own" ? $"machine-{id}" : machineId, $"{bootId}-{id}",
            Duration.FromDays(3), Sample.Noon - (metadataAge ?? Duration.FromHours(2)), true, false, [], [], updates.Length > 0 ? updates : [Update()], [], []);
        return new PlanCandidate(host, status, status is ScanStatus.Ok or null ? null : Sample.NoAnswer, status is null ? null : inventory, Sample.Noon - (scanAge ?? Duration.FromHours(1)));
    }

    private static PendingUpdate Update(string name = "libdemo1", UpdateClass kind = UpdateClass.Security, bool held = false) =>
        new(name, "amd64", "1.0", "1.1", kind, null, "Lab-Security:stable-security", held);

    private static PlanSelection Select(params PlanCandidate[] candidates) => PlanBuilder.Select(Request, candidates, candidates, new Dictionary<HostId, RolloutId>(), Sample.Noon);

    private static PlanMade Build(PlanRequest request, params PlanCandidate[] candidates)
    {
        PlanSelection selection = PlanBuilder.Select(request, candidates, candidates, new Dictionary<HostId, RolloutId>(), Sample.Noon);
        return PlanBuilder.Build(request, selection, selection.Hosts.ToDictionary(h => h.Host.Id, Exactly));
    }

    private static SimulatedInstall Exactly(SelectedHost h) => new([.. h.Updates.Select(u => new PackageChange(u.Name, u.Architecture, u.From, u.To))], null);

    [Fact]
    public void Rings_follow_the_tag_with_this_machine_last_and_alone()
    {
        PlanMade made = Build(Request, Candidate(1), Candidate(2, "10"), Candidate(3, "2"), Candidate(4, "canary"), Candidate(5, "late"), Candidate(6, "2", Transport.Local), Candidate(7, "this-machine"));
        Assert.Equal(["canary", "2", "10", "late", "rest", "this-machine"], made.Plan.Rings.Select(r => r.Name));
        Assert.Equal("web-06", Assert.Single(made.Plan.Rings[^1].Hosts).Name);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(7, 1)]
    [InlineData(8, 2)]
    [InlineData(11, 2)]
    public void Without_a_number_a_quarter_of_a_ring_runs_at_once_rounded_down_and_at_least_one(int hosts, int atOnce)
    {
        PlanMade made = Build(Request, [.. Enumerable.Range(1, hosts).Select(i => Candidate(i))]);
        Assert.Equal(atOnce, Assert.Single(made.Plan.Rings).MaxParallel);
        Assert.Equal(0, made.Plan.MaxFailures);
    }

    [Fact]
    public void More_than_half_of_a_ring_of_three_needs_a_number()
    {
        PlanCandidate[] three = [Candidate(1), Candidate(2), Candidate(3)];
        PlanRequest With(Share share) => Request with { Limits = PlanLimits.Default with { MaxParallel = share } };
        Assert.Equal("PLAN_LIMITS", Assert.Throws<CockpitException>(() => Build(With(Share.Percent(100)), three)).Fault.Code.Name);
        Assert.Equal(3, Build(With(Share.Hosts(3)), three).Plan.Rings[0].MaxParallel);
        Assert.Equal(2, Build(With(Share.Percent(100)), three[..2]).Plan.Rings[0].MaxParallel);
    }

    [Theory]
    [InlineData(-23, true)]
    [InlineData(23, true)]
    [InlineData(25, false)]
    [InlineData(-25, false)]
    [InlineData(null, false)]
    public void A_host_that_another_program_updates_within_a_day_is_left_out_unless_a_person_allows_it(int? hours, bool leftOut)
    {
        PlanCandidate host = Candidate(1);
        host = host with { Inventory = host.Inventory! with { Facts = new SystemFacts { ForeignUpdaters = [new("unattended-upgrades", hours is { } h ? Sample.Noon + Duration.FromHours(h) : null)] } } };
        Assert.Equal(leftOut ? ["FOREIGN_UPDATER"] : [], Select(host).Excluded.Select(e => e.Code));
        Assert.Single(PlanBuilder.Select(Request with { AllowForeignUpdaters = true }, [host], [host], new Dictionary<HostId, RolloutId>(), Sample.Noon).Hosts);
    }

    [Fact]
    public void What_cannot_be_planned_is_left_out_by_its_own_code()
    {
        PlanSelection s = Select(
            Candidate(1, scanAge: Duration.FromHours(25)), Candidate(2, metadataAge: Duration.FromHours(25)), Candidate(3, status: null),
            Candidate(4, status: ScanStatus.Unreachable), Candidate(5, machineId: null), Candidate(6, updates: Update("vim", UpdateClass.Other)),
            Candidate(7, updates: [Update(), Update("docker-ce", held: true)]));
        Assert.Equal(
            ["web-01 SCAN_STALE", "web-02 SCAN_STALE", "web-03 NEVER_SCANNED", "web-04 CONNECT_TIMEOUT", "web-05 NO_MACHINE_ID", "web-06 NOTHING_TO_DO", "web-07 UPDATE_HELD"],
            s.Excluded.Select(e => $"{e.Host} {e.Code}"));
        Assert.Equal("libdemo1", Assert.Single(Assert.Single(s.Hosts).Updates).Name);
    }

    [Theory]
    [InlineData("redhat")]
    [InlineData("suse")]
    [InlineData("alpine")]
    [InlineData("arch")]
    [InlineData("")]
    public void A_host_without_apt_is_in_no_plan_whatever_it_offers(string family)
    {
        PlanCandidate other = Candidate(1);
        other = other with { Inventory = other.Inventory! with { OsFamily = family, OsName = "rocky\u001b[2J" } };
        PlanSelection s = Select(other, Candidate(2));
        Assert.Equal("web-01 PATCH_UNSUPPORTED It runs rocky[2J, and this version patches Debian and Ubuntu only.", Assert.Single(s.Excluded.Select(e => $"{e.Host} {e.Code} {e.Reason}")));
        Assert.Equal("web-02", Assert.Single(s.Hosts).Host.Name);
    }

    [Fact]
    public void One_machine_under_two_names_is_in_no_plan_and_a_clone_is_its_own_machine()
    {
        PlanCandidate a = Candidate(1, machineId: "m"), b = Candidate(2, machineId: "m"), clone = Candidate(3, machineId: "m");
        PlanCandidate twin = b with { Inventory = b.Inventory! with { BootId = a.Inventory!.BootId } };
        PlanSelection s = PlanBuilder.Select(Request, [a, clone], [a, twin, clone], new Dictionary<HostId, RolloutId>(), Sample.Noon);
        Assert.Equal("web-01 DUPLICATE_HOST It is the same machine as web-02.", Assert.Single(s.Excluded.Select(e => $"{e.Host} {e.Code} {e.Reason}")));
        Assert.Equal("web-03", Assert.Single(s.Hosts).Host.Name);
    }

    [Fact]
    public void A_host_of_another_live_rollout_is_left_out()
    {
        PlanCandidate[] two = [Candidate(1), Candidate(2)];
        PlanSelection s = PlanBuilder.Select(Request, two, two, new Dictionary<HostId, RolloutId> { [new HostId(2)] = new(9) }, Sample.Noon);
        Assert.Equal("IN_OTHER_ROLLOUT", Assert.Single(s.Excluded).Code);
    }

    [Fact]
    public void Simulated_and_real_hosts_never_share_a_plan()
    {
        Assert.Equal("PLAN_MIXED", Assert.Throws<CockpitException>(() => Select(Candidate(1), Candidate(2, transport: Transport.Simulated))).Fault.Code.Name);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("web-night")]
    public void Without_a_window_there_is_no_plan(string? window)
    {
        Assert.Equal("NO_WINDOW", Assert.Throws<CockpitException>(() => Build(Request with { Window = window }, Candidate(1))).Fault.Code.Name);
    }

    [Fact]
    public void An_install_that_removes_or_cannot_be_simulated_leaves_the_host_out_and_nothing_left_is_no_plan()
    {
        PlanCandidate[] three = [Candidate(1), Candidate(2), Candidate(3)];
        PlanSelection s = Select(three);
        var installs = new Dictionary<HostId, SimulatedInstall>
        {
            [new HostId(1)] = new([new("libdemo1", "amd64", "1.0", "1.1"), new("old", "amd64", "1", null)], null),
            [new HostId(2)] = new(null, Sample.NoAnswer),
            [new HostId(3)] = new([], null),
        };
        CockpitException e = Assert.Throws<CockpitException>(() => PlanBuilder.Build(Request, s, installs));
        Assert.Equal("PLAN_EMPTY", e.Fault.Code.Name);
        installs[new HostId(3)] = Exactly(s.Hosts[2]);
        Assert.Equal(["WOULD_REMOVE", "CONNECT_TIMEOUT"], PlanBuilder.Build(Request, s, installs).Excluded.Select(x => x.Code));
    }

    [Fact]
    public void The_same_content_made_again_has_the_same_hash_and_any_other_content_another()
    {
        PlanHash first = Build(Request, Candidate(1), Candidate(2)).Hash;
        Assert.Equal(first, Build(Request, Candidate(2), Candidate(1)).Hash);
        Assert.NotEqual(first, Build(Request, Candidate(1)).Hash);
        Assert.NotEqual(first, Build(Request with { Reboot = RebootSetting.Always }, Candidate(1), Candidate(2)).Hash);
        Assert.NotEqual(first, Build(Request with { Limits = PlanLimits.Default with { MaxFailures = Share.Hosts(1) } }, Candidate(1), Candidate(2)).Hash);
    }
}
