using System.Text.Json.Serialization;
using Cockpit.Core.Ids;
using NodaTime;

namespace Cockpit.Core.Rollouts;

/// <summary>
/// A rollout as people and scripts see it: the same figures for the command line, its JSON and the screens. Made by <see cref="RolloutViews"/>.
/// </summary>
/// <param name="State">Paused also where only the file's halt-all holds it.</param>
/// <param name="Seq">What --expect compares with.</param>
/// <param name="WaitingFor">What it waits for, the first being what a person looks at first; empty at its end.</param>
/// <param name="WindowEndsAt">The earliest end of a window, or begin of a freeze, that is ahead of its hosts; null while closed, and where nothing ends.</param>
public sealed record RolloutView(
    string RolloutId, string Name, RolloutPhase State, IReadOnlyList<ReasonView> Reasons, string Hash, long Seq, string? Ticket,
    string Author, Instant PlannedAt, string? ApprovedBy, Instant? ApprovedAt, Instant? ApprovedUntil, Instant? StartedAt, Instant? EndedAt,
    IReadOnlyList<WaitView> WaitingFor, Instant? WindowEndsAt, BudgetView Budget, CountsView Counts,
    IReadOnlyList<RingView> Rings, IReadOnlyList<ExcludedHost> Excluded)
{
    /// <summary>Who approved it, in order; also those for a break-glass start, and those that have run out.</summary>
    public IReadOnlyList<ApprovalView> Approvals { get; init; } = [];

    /// <summary>Persons who have to approve it.</summary>
    public int ApprovalsNeeded { get; init; } = 1;

    /// <summary>An approval counts only with a signature.</summary>
    public bool SignaturesNeeded { get; init; }

    /// <summary>Who started it past windows, freezes and missing approvals; null where nobody did.</summary>
    public GlassView? BrokenGlass { get; init; }

    /// <summary>The last moment at which every host that has not begun still fits; null while closed, and where nothing ends.</summary>
    public Instant? LastSafeStartAt { get; init; }

    /// <summary>When the next of its hosts may begin; null while one may, and where none ever may.</summary>
    public Instant? OpensAt { get; init; }

    /// <summary>Null at its end.</summary>
    public ForecastView? Forecast { get; init; }

    /// <summary>What it was to close and what it did; null where it was not asked for, and before it started.</summary>
    public RolloutEffect? Effect { get; init; }
}

/// <summary>The findings that a rollout was to close when it started, as they stand now.</summary>
/// <param name="Planned">How many they were.</param>
/// <param name="Closed">Closed since, by a scan that proved it.</param>
/// <param name="RiskRemoved">The points of those that are closed.</param>
/// <param name="AwaitingScanner">Open, though their host was patched: the next scan or import has to confirm it.</param>
/// <param name="StillOpen">Open, and their host was not patched, or not yet.</param>
public sealed record RolloutEffect(int Planned, int RiskPlanned, int Closed, int RiskRemoved, int AwaitingScanner, int StillOpen);

/// <param name="Signed">A signature stands beside it; whether it holds is not said here.</param>
public sealed record ApprovalView(string By, Instant At, Instant Until, bool BreakGlass, string? Reason, bool Signed);

/// <param name="SecondOwedUntil">By when another person has to have signed it; null where one approved it before.</param>
public sealed record GlassView(string By, Instant At, string Reason, Instant? SecondOwedUntil);

/// <param name="Cause">"haltAll", the causes of a pause, or the code of a halt.</param>
public sealed record ReasonView(string Cause, string? Text, string? By, Instant? SinceAt);

/// <param name="Until">Null where nobody can know: "until a person decides".</param>
public sealed record WaitView(string What, Instant? Until);

/// <summary>Lost hosts against what is tolerated.</summary>
public sealed record BudgetView(int Allowed, int Lost);

/// <summary>Each host counts in exactly one of these.</summary>
/// <param name="Failed">Without those that were not reached.</param>
/// <param name="Waiting">Parked, with a reason of their own.</param>
public sealed record CountsView(int Succeeded, int Failed, int Unreachable, int Skipped, int InDoubt, int Running, int Waiting, int Pending)
{
    public int Ended => Succeeded + Failed + Unreachable + Skipped;

    public int Total => Ended + InDoubt + Running + Waiting + Pending;
}

public sealed record RingView(
    string Name, RingPhase State, BudgetView Budget, GateView Gate, int MaxParallel, int BakeSeconds,
    int Succeeded, int Failed, int Unreachable, int Skipped, int InDoubt, int Running, int Waiting, int Pending, IReadOnlyList<HostView> Hosts);

/// <param name="State">The worst of its conditions, or passed.</param>
public sealed record GateView(GateState State, string? PromotedNote, Instant? PassedAt, IReadOnlyList<ConditionView> Conditions);

[JsonConverter(typeof(CamelCaseEnum<GateState>))]
public enum GateState { Ahead, Counting, Passed, Failed, Inconclusive, SignOff }

public sealed record ConditionView(string Name, GateState State, string Text, Instant? Until);

/// <param name="Lost">It counts against the budgets.</param>
public sealed record HostView(
    HostId Id, string Name, HostPhase State, Step? Step, StepStatus StepStatus, string? Code, string? Message, int Attempt, bool Lost, bool NeedsPerson,
    string? ConfirmedBy, Instant? WaitingUntil, Instant? StartedAt, Instant? EndedAt, Instant? ChangedAt);
