using NodaTime;

namespace Cockpit.Core.Findings.Acceptance;

/// <summary>How far a person may take a risk on.</summary>
/// <param name="MostDays">An acceptance that outlives this is no acceptance but forgetting.</param>
/// <param name="MostFindings">In one go; more of them is a decision about something else than findings.</param>
/// <param name="MostText">Characters of a reason or a control.</param>
public sealed record AcceptanceRules(int MostDays, int MostFindings, int MostText)
{
    public static AcceptanceRules Standard { get; } = new(365, 10_000, 1_000);

    /// <summary>What is wrong with it, as a sentence; null when it may be.</summary>
    public string? Problem(Instant until, string reason, string? control, Instant now)
    {
        if (until <= now) return "The end of the acceptance has passed.";
        if (until - now > Duration.FromDays(MostDays + 1)) return $"An acceptance lasts {MostDays} days at most.";
        if (string.IsNullOrWhiteSpace(reason)) return "A reason is missing.";
        if (reason.Length > MostText || control?.Length > MostText) return $"A reason or a control has {MostText:N0} characters at most.";
        return reason.Any(char.IsControl) || control is not null && control.Any(char.IsControl) ? "A reason and a control are one line each, without control characters." : null;
    }
}
