using System.Globalization;
using Cockpit.Core.Hosts;
using NodaTime;

namespace Cockpit.Core.Approvals;

/// <summary>A policy's rule that approves updates by what they are and how long they are known. That another ring took one well approves nothing.</summary>
/// <param name="Classes">The classes that it approves; empty approves none.</param>
/// <param name="Severities">The vendor's words, in lower case, that it approves; empty asks for none.</param>
/// <param name="MinimumAge">Counted from the first sight in this file or the vendor's date, the later. What is not known is too young.</param>
public sealed record AutoApproval(IReadOnlyList<UpdateClass> Classes, IReadOnlyList<string> Severities, Duration MinimumAge)
{
    /// <summary>Who approved, where a rule did.</summary>
    public const string ByRule = "rule";

    /// <summary>The rule in words: "security, 3 days old or more".</summary>
    public string Words
    {
        get
        {
            string classes = string.Join(" or ", Classes.Select(c => c.ToString().ToLowerInvariant()));
            string severities = Severities.Count == 0 ? "" : $", {string.Join(" or ", Severities)}";
            return $"{classes}{severities}, {Days(MinimumAge)} old or more";
        }
    }

    /// <summary>Why it does not approve this, as the end of a sentence; null where it does.</summary>
    public string? WhyNot(OfferedUpdate u, Instant now)
    {
        if (!Classes.Contains(u.Class)) return $"the rule approves {(Classes.Count == 0 ? "no class" : string.Join(" or ", Classes.Select(c => c.ToString().ToLowerInvariant())))}, this is {u.Class.ToString().ToLowerInvariant()}";
        if (Severities.Count > 0 && (u.Severity is null || !Severities.Contains(u.Severity, StringComparer.OrdinalIgnoreCase)))
            return $"the rule approves {string.Join(" or ", Severities)}, {(u.Severity is null ? "of this no severity is known" : $"this is {Rollouts.Words.Plain(u.Severity)}")}";
        if (u.FirstSeenAt is not { } seen) return "when this version came out is not known, so it is too young";
        Instant since = u.VendorAt is { } vendor ? Instant.Max(seen, vendor) : seen;
        return now - since >= MinimumAge ? null : $"the rule wants {Days(MinimumAge)}, this has {Days(Duration.Max(Duration.Zero, now - since))}";
    }

    private static string Days(Duration d) => d.Days == 1 ? "1 day" : string.Create(CultureInfo.InvariantCulture, $"{d.Days} days");
}
