using System.Collections.Immutable;
using Cockpit.Core.Errors;
using Cockpit.Core.Hosts;
using Cockpit.Core.Ids;
using Cockpit.Core.Rollouts;
using NodaTime;
using Xunit;

namespace Cockpit.Core.Tests.Rollouts;

/// <summary>Small plans and people for tests.</summary>
internal static class Sample
{
    public static readonly Instant Noon = Instant.FromUtc(2026, 10, 20, 12, 0);
    public static readonly FileId File = new(Guid.Parse("6f1c0f3a-7a53-4c65-9d3b-0c2a4b5d6e7f"));
    public static readonly Actor Anna = new(1000, 1000, "anna");
    public static readonly Actor Ben = new(1001, 1001, "ben");
    public static readonly Actor Worker = new(0, null, "worker");

    public static PlanHost Host(long id) => new(
        new HostId(id), $"web-{id:00}", Transport.Ssh, $"10.0.0.{id}", 22, "ops", null, $"{id:x32}",
        [new PlanUpdate("libdemo1", "amd64", "1.0", "1.1", UpdateClass.Security, null, "Lab-Security:stable-security")],
        [new PackageChange("libdemo1", "amd64", "1.0", "1.1")]);

    public static PlanRing Ring(string name, int first, int count, int maxParallel = 1, int maxFailures = 0, int bakeSeconds = 0) =>
        new(name, maxParallel, maxFailures, bakeSeconds, [.. Enumerable.Range(first, count).Select(i => Host(i))]);

    public static Plan Plan(RebootSetting reboot, int maxFailures, params PlanRing[] rings) => new(PlanFormat.Current, "env = prod", true, "always", reboot, maxFailures, rings);

    /// <summary>A rollout as it is right after it was planned.</summary>
    public static RolloutState Draft(Plan plan) => Evolution.Begin(
        new RolloutId(17), File, plan, new RolloutPlanned("web-oct", PlanHash.Of(PlanFormat.Write(plan)).Hex, [], null), Noon, Anna);

    public static readonly Fault NoAnswer = RemoteErrors.ConnectTimeout.Because("10.0.0.1 gave no answer in 20 s.");
    public static readonly Fault Postinst = StepErrors.AptPostinst.Because("libdemo1 exit 1.");
}

/// <summary>A rollout with a worker's and people's inputs played into it, and the commands that came out.</summary>
internal sealed class Played(RolloutState state)
{
    public RolloutState State { get; private set; } = state;

    public FleetState Fleet { get; set; } = FleetState.Quiet;

    public Instant Now { get; set; } = Sample.Noon;

    /// <summary>Commands of the last accepted input.</summary>
    public ImmutableArray<PortCommand> Commands { get; private set; } = [];

    public ImmutableArray<RolloutEvent> Events { get; private set; } = [];

    public static Played Running(Plan plan)
    {
        var played = new Played(Sample.Draft(plan));
        played.Do(new Approve(Sample.Anna, played.State.Hash.Hex, null));
        played.Do(new Start(Sample.Anna, true));
        played.Do(new Tick());
        return played;
    }

    public Decision Try(Input input)
    {
        Actor by = input is PersonInput p ? p.By : Sample.Worker;
        Decision decision = Decider.Decide(State, Fleet, input, Now, by);
        if (decision is Accepted accepted)
        {
            foreach (RolloutEvent e in accepted.Events) State = Evolution.Evolve(State, e, Now, by);
            Commands = accepted.Commands;
            Events = accepted.Events;
        }
        return decision;
    }

    public Played Do(Input input)
    {
        Decision decision = Try(input);
        Assert.True(decision is Accepted, $"{input} was refused: {(decision as Refused)?.Fault}");
        return this;
    }

    public Fault Refused(Input input) => Assert.IsType<Refused>(Try(input)).Fault;

    public HostState Host(long id) => State.Hosts[new HostId(id)];

    public EffectId Effect(long id)
    {
        HostState h = Host(id);
        return new EffectId(State.File, State.Id, State.Hash, h.Plan.Id, h.Step!.Value, h.Attempt);
    }

    /// <summary>The host becomes ready, and the command goes out if it may.</summary>
    public Played Ready(long id) => Do(new Reported(new ReadyToSend(Effect(id))));

    public Played Ended(long id, Fault? fault = null, bool rebootRequired = false, bool alreadyDone = false, string? bootId = "boot-1") =>
        Do(new Reported(new Ended(Effect(id), fault, new HostFacts(bootId, rebootRequired, alreadyDone))));

    /// <summary>The whole step that the host is at, done well.</summary>
    public Played Step(long id, bool rebootRequired = false, bool alreadyDone = false, string? bootId = "boot-1") =>
        Ready(id).Ended(id, null, rebootRequired, alreadyDone, bootId);

    /// <summary>Preflight, patch and verify of one host, done well.</summary>
    public Played Succeed(long id) => Step(id).Step(id).Step(id);
}
