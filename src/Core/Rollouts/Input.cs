using Cockpit.Core.Ids;
using NodaTime;

namespace Cockpit.Core.Rollouts;

/// <summary>What a rollout is asked to take in: a person's act, a report from a host, or the passing of time.</summary>
public abstract record Input;

/// <summary>A person's act. <see cref="ExpectSeq"/> is the stream's sequence number that the person saw; null is "whatever it is".</summary>
public abstract record PersonInput(Actor By) : Input
{
    public long? ExpectSeq { get; init; }
}

public sealed record Submit(Actor By, string? Ticket) : PersonInput(By);

/// <param name="Hash">What the person says they approve: 4 hex digits or more.</param>
public sealed record Approve(Actor By, string Hash, string? Ticket) : PersonInput(By)
{
    /// <summary>It only lets another person break the glass.</summary>
    public bool BreakGlass { get; init; }

    public string? Reason { get; init; }

    /// <summary>An armored SSH signature, which was checked already.</summary>
    public string? Signature { get; init; }

    /// <summary>The end that was signed; null takes the longest that the plan allows.</summary>
    public Instant? Until { get; init; }
}

public sealed record Reject(Actor By, string? Reason) : PersonInput(By);

/// <param name="Now">"Do not wait for the planned occurrence". Never "outside the window".</param>
public sealed record Start(Actor By, bool Now) : PersonInput(By)
{
    /// <summary>Past windows, freezes and missing approvals, with a reason.</summary>
    public bool BreakGlass { get; init; }

    public string? Reason { get; init; }
}

public sealed record Pause(Actor By, string? Reason) : PersonInput(By);

public sealed record Resume(Actor By, string? Note) : PersonInput(By);

public sealed record Abort(Actor By, string? Reason) : PersonInput(By);

public sealed record Retry(Actor By, HostId Host, string? Reason) : PersonInput(By);

public sealed record Skip(Actor By, HostId Host, string Reason) : PersonInput(By);

public sealed record Resolve(Actor By, HostId Host, bool Succeeded, string Note) : PersonInput(By);

public sealed record Promote(Actor By, string Ring, string Note) : PersonInput(By);

/// <summary>A port's report.</summary>
public sealed record Reported(Report Report) : Input;

/// <summary>Time passed, or something else changed: what may start now?</summary>
public sealed record Tick : Input;

/// <summary>A worker took over: intents that were never sent are taken back. What was sent is probed.</summary>
public sealed record TookOver : Input;

/// <summary>The opening that it was made for has passed: what has not begun ends here and is planned anew.</summary>
public sealed record Expire(string Reason) : Input;

/// <summary>The worker asks for a pause on its own: the clock stepped, the file was restored.</summary>
public sealed record PauseByWorker(string Cause, string Reason) : Input;
