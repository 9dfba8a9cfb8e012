using Cockpit.Core.Rollouts;
using Cockpit.Executor.Jobs;

namespace Cockpit.Executor.Tests.Jobs;

public sealed class JobScriptTests(LocalShell shell) : IClassFixture<LocalShell>
{
    private static int _attempts;

    private readonly EffectId _id = Examples.Id(attempt: Interlocked.Increment(ref _attempts));

    private string Folder => $"jobs/{_id}";

    private JobReport Report(long offset = 0)
    {
        string answer = shell.Run(shell.Scripts.Report(_id, offset, 4096));
        Assert.True(JobReport.TryParse(answer, out JobReport report), answer);
        return report;
    }

    private JobReport Ended()
    {
        shell.Until($"[ -e {Folder}/exit ]");
        return Report();
    }

    [Fact]
    public void A_job_runs_detached_and_leaves_its_exit_code_log_and_plan_hash()
    {
        Assert.Equal("started", shell.Run(shell.Scripts.Start(_id, "echo one; echo two >&2; exit 7")));
        JobReport report = Ended();
        Assert.Equal((JobState.Exited, 7), (report.State, report.ExitCode));
        Assert.Equal("one\ntwo\n"u8.ToArray(), report.Log);
        Assert.Equal(8, report.LogSize);
        Assert.Equal(_id.Plan.Hex, report.PlanHash);
        Assert.Equal("two\n"u8.ToArray(), Report(offset: 4).Log);
    }

    [Fact]
    public void A_second_start_of_the_same_id_starts_nothing()
    {
        string payload = $"echo ran >>'{shell.Root}/ran-{_id}'";
        Assert.Equal("started", shell.Run(shell.Scripts.Start(_id, payload)));
        Assert.Equal("exists", shell.Run(shell.Scripts.Start(_id, payload)));
        Ended();
        Assert.Equal("exists", shell.Run(shell.Scripts.Start(_id, payload)));
        Assert.Equal("ran\n", File.ReadAllText($"{shell.Root}/ran-{_id}"));
    }

    [Fact]
    public void Of_twenty_starts_at_once_one_wins_and_the_job_runs_once()
    {
        string start = shell.Scripts.Start(_id, $"echo ran >>'{shell.Root}/ran-{_id}'");
        string[] answers = new string[20];
        Thread[] starters = [.. Enumerable.Range(0, answers.Length).Select(i => new Thread(() => answers[i] = shell.Run(start)))];
        foreach (Thread starter in starters) starter.Start();
        foreach (Thread starter in starters) starter.Join();
        Assert.Equal(["exists", "started"], answers.Order(StringComparer.Ordinal).Distinct());
        Assert.Single(answers, "started");
        Ended();
        Assert.Equal("ran\n", File.ReadAllText($"{shell.Root}/ran-{_id}"));
    }

    [Fact]
    public void A_payload_without_its_end_is_refused_and_the_id_is_free_again()
    {
        string cut = shell.Scripts.Start(_id, "echo ran").Replace("# end of payload\n", "", StringComparison.Ordinal);
        Assert.Equal("truncated", shell.Run(cut));
        Assert.Null(new FileInfo($"{shell.Root}/claim").LinkTarget);
        Assert.Equal("started", shell.Run(shell.Scripts.Start(_id, "echo ran")));
        Assert.Equal(0, Ended().ExitCode);
    }

    [Fact]
    public void Another_file_finds_the_host_claimed_and_the_same_file_takes_its_claim_on()
    {
        Assert.Equal("started", shell.Run(shell.Scripts.Start(_id, "exit 0")));
        EffectId other = Examples.Id(file: "9c000000-0000-4000-8000-000000000009", attempt: _id.Attempt);
        Assert.Equal($"claimed {JobScripts.Owner(_id)}", shell.Run(shell.Scripts.Start(other, "exit 0")));
        Assert.False(Directory.Exists($"{shell.Root}/jobs/{other}"));

        EffectId later = Examples.Id(attempt: _id.Attempt, rollout: 5);
        Assert.Equal("started", shell.Run(shell.Scripts.Start(later, "exit 0")));
        shell.Until($"[ -e jobs/{later}/exit ]");
        Assert.Equal(JobScripts.Owner(later), new FileInfo($"{shell.Root}/claim").LinkTarget);
        Assert.Equal("started", shell.Run(shell.Scripts.Start(Examples.Id(attempt: _id.Attempt, rollout: 4000 + _id.Attempt), "exit 0")));
    }

    [Fact]
    public void What_a_probe_did_not_find_can_begin_no_more()
    {
        Assert.Equal(JobState.Absent, Report().State);
        Assert.True(JobReport.TryParse(shell.Run(shell.Scripts.Seal(_id)), out JobReport sealed_));
        Assert.Equal((JobState.Sealed, ""), (sealed_.State, sealed_.PlanHash));
        Assert.Equal("exists", shell.Run(shell.Scripts.Start(_id, $"echo ran >'{shell.Root}/ran-{_id}'")));
        Assert.Equal(JobState.Sealed, Report().State);
        Assert.False(File.Exists($"{shell.Root}/ran-{_id}"));
    }

    [Fact]
    public void Sealing_a_job_that_runs_changes_nothing()
    {
        Assert.Equal("started", shell.Run(shell.Scripts.Start(_id, $"while [ ! -e '{shell.Root}/go-{_id}' ]; do sleep 0.02; done")));
        shell.Until($"[ -e {Folder}/started ]");
        Assert.True(JobReport.TryParse(shell.Run(shell.Scripts.Seal(_id)), out JobReport report));
        Assert.Equal(JobState.Running, report.State);
        File.WriteAllText($"{shell.Root}/go-{_id}", "");
        Assert.Equal(0, Ended().ExitCode);
    }

    [Fact]
    public void A_starter_that_died_before_the_job_began_leaves_a_job_that_never_begins()
    {
        // What the starter's folder holds when it is killed right before systemd-run or setsid.
        shell.Run($"mkdir -p '{shell.Root}/{Folder}'; cd '{shell.Root}/{Folder}'; echo '999999999 1 no-such-boot' >claimed; echo {_id.Plan.Hex} >hash; echo 'exit 0' >payload");
        Assert.Equal((JobState.Sealed, _id.Plan.Hex), (Report().State, Report().PlanHash));
    }

    /// <summary>On a loaded machine systemd-run returned and the first look came before the job's first act, which took the job for one that never began.</summary>
    [Fact]
    public void A_job_that_was_launched_and_is_slow_to_begin_is_waited_for()
    {
        string boot = File.ReadAllText("/proc/sys/kernel/random/boot_id").Trim();
        shell.Run($"mkdir -p '{shell.Root}/{Folder}'; cd '{shell.Root}/{Folder}'; echo '999999999 1 {boot}' >claimed; ln claimed launched; echo {_id.Plan.Hex} >hash");
        Assert.Equal(JobState.Starting, Report().State);
        Assert.False(Directory.Exists($"{shell.Root}/{Folder}/begun"));
        File.WriteAllText($"{shell.Root}/{Folder}/claimed", "999999999 1 no-such-boot\n");
        Assert.Equal(JobState.Rebooted, Report().State);
    }

    [Fact]
    public void A_killed_job_is_known_as_killed_and_one_from_another_boot_as_rebooted()
    {
        Assert.Equal("started", shell.Run(shell.Scripts.Start(_id, "exec sleep 600")));
        shell.Until($"[ -e {Folder}/started ]");
        // The job leads a session of its own, so its whole group goes.
        shell.Run($"read -r pid _ <'{shell.Root}/{Folder}/started'; kill -s KILL -- -\"$pid\"; while kill -0 \"$pid\" 2>/dev/null && ! grep -q 'State:.Z' /proc/$pid/status; do sleep 0.02; done");
        Assert.Equal((JobState.Killed, null), (Report().State, Report().ExitCode));

        File.WriteAllText($"{shell.Root}/{Folder}/started", "1 1 11111111-2222-3333-4444-555555555555\n");
        Assert.Equal(JobState.Rebooted, Report().State);
    }

    [Fact]
    public void A_pid_that_another_process_has_now_is_not_the_job()
    {
        Assert.Equal("started", shell.Run(shell.Scripts.Start(_id, "exit 0")));
        Ended();
        // The test's own pid, with a start time that is not its own.
        string boot = File.ReadAllText("/proc/sys/kernel/random/boot_id").Trim();
        shell.Run($"rm '{shell.Root}/{Folder}/exit'; echo '{Environment.ProcessId} 1 {boot}' >'{shell.Root}/{Folder}/started'");
        Assert.Equal(JobState.Killed, Report().State);
    }

    [Fact]
    public void The_claim_is_given_back_by_its_owner_only()
    {
        Assert.Equal("started", shell.Run(shell.Scripts.Start(_id, "exit 0")));
        Ended();
        shell.Run($"root='{shell.Root}'\n{Embedded.Job}\nrelease_host someone/R1");
        Assert.NotNull(new FileInfo($"{shell.Root}/claim").LinkTarget);
        shell.Run($"root='{shell.Root}'\n{Embedded.Job}\nrelease_host {JobScripts.Owner(_id)}");
        Assert.Null(new FileInfo($"{shell.Root}/claim").LinkTarget);
    }

    [Fact]
    public void Only_finished_jobs_beyond_the_newest_fifty_are_tidied_away()
    {
        shell.Run($"mkdir -p '{shell.Root}/jobs'; cd '{shell.Root}/jobs'; for i in $(seq 60); do mkdir old-$i; touch -d @$i old-$i/exit; touch -d @$i old-$i; done; mkdir old-running; touch -d @1 old-running");
        Assert.Equal("started", shell.Run(shell.Scripts.Start(_id, "exit 0")));
        Assert.True(Directory.Exists($"{shell.Root}/jobs/old-running"));
        Assert.False(Directory.Exists($"{shell.Root}/jobs/old-1"));
        Assert.True(Directory.Exists($"{shell.Root}/jobs/old-60"));
    }
}
