using System.Text.Json.Serialization;
using Cockpit.Core.Ids;
using Cockpit.Core.Rollouts;
using NodaTime;

namespace Cockpit.Core.Approvals;

[JsonConverter(typeof(CamelCaseEnum<UpdateVerdictState>))]
public enum UpdateVerdictState
{
    /// <summary>Nobody said anything that counts now. No answer is no where an answer is needed.</summary>
    Undecided,

    Approved,

    Deferred,

    Rejected,

    /// <summary>A person holds the host, or this update there.</summary>
    Held,
}

/// <summary>What counts for one update on one host at one moment.</summary>
/// <param name="By">Who said so; "rule" where an automatic approval did; null where nobody did.</param>
/// <param name="Until">When it ends by itself; null where it does not.</param>
/// <param name="Text">In words, for a person.</param>
public sealed record UpdateVerdict(UpdateVerdictState State, string? By, Instant? At, Instant? Until, string? Ticket, string? Reason, string Text);

/// <summary>An update as one host is offered it.</summary>
/// <param name="Source">The source package that it is built from.</param>
/// <param name="FirstSeenAt">When this version was first offered to any host of the file; null where that is not known.</param>
public sealed record OfferedUpdate(string Name, string Source, string Version)
{
    public Hosts.UpdateClass Class { get; init; }

    /// <summary>The vendor's own word, in lower case; null where it gives none.</summary>
    public string? Severity { get; init; }

    public Instant? FirstSeenAt { get; init; }

    /// <summary>When the vendor says that it came out; null where it does not say.</summary>
    public Instant? VendorAt { get; init; }
}

/// <summary>Decides what counts: a hold and a rejection before everything, then the latest word, then the rules. Pure; total; the order of what is given does not matter.</summary>
public static class UpdateVerdicts
{
    /// <param name="decisions">Those that are about this update and this host.</param>
    /// <param name="holds">The host's.</param>
    /// <param name="rules">The automatic approvals that hold for the host.</param>
    public static UpdateVerdict Of(OfferedUpdate u, IEnumerable<UpdateDecision> decisions, IEnumerable<Hold> holds, IReadOnlyList<AutoApproval> rules, Instant now)
    {
        Hold? hold = holds.Where(h => h.Counts(now) && (h.Package is null || h.Covers(u.Name, u.Source))).OrderBy(h => h.Package is not null).ThenByDescending(h => h.Until).ThenBy(h => h.At).FirstOrDefault();
        if (hold is not null)
            return new(UpdateVerdictState.Held, hold.By, hold.At, hold.Until, null, hold.Reason, $"held by {Words.Plain(hold.By)} until {Words.At(hold.Until)}: {Words.Plain(hold.Reason)}");

        UpdateDecision[] said = [.. decisions.Where(d => d.IsAbout(u.Name, u.Source) && d.Covers(u.Name, u.Version)).OrderByDescending(d => d.At).ThenByDescending(d => d.Id)];
        if (Array.Find(said, d => d.Word is UpdateWord.Rejected) is { } no) return Said(UpdateVerdictState.Rejected, no, "rejected by");
        if (said.Length > 0)
        {
            UpdateDecision last = said[0];
            if (last.Word is UpdateWord.Approved) return Said(UpdateVerdictState.Approved, last, "approved by");
            if (now < last.Until) return Said(UpdateVerdictState.Deferred, last, "deferred by");
        }
        string? whyNot = null;
        foreach (AutoApproval rule in rules)
        {
            if (rule.WhyNot(u, now) is not { } why) return new(UpdateVerdictState.Approved, AutoApproval.ByRule, null, null, null, null, $"approved by the rule: {rule.Words}");
            whyNot ??= why;
        }
        return new(UpdateVerdictState.Undecided, null, null, null, null, null, whyNot is null ? "undecided: nobody has approved this version" : $"undecided: {whyNot}");
    }

    private static UpdateVerdict Said(UpdateVerdictState state, UpdateDecision d, string how) => new(
        state, d.By.Name, d.At, d.Until, d.Ticket, d.Reason,
        $"{how} {Words.Plain(d.By.Name)}{(d.Until is { } until ? $" until {Words.At(until)}" : "")}{(d.Ticket is { } ticket ? $", {Words.Plain(ticket)}" : "")}{(d.Reason is { } reason ? $": {Words.Plain(reason)}" : "")}");
}
