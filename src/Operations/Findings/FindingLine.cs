using Cockpit.Core.Findings;
using Cockpit.Core.Findings.Alignment;
using Cockpit.Core.Ids;
using Cockpit.Core.Intel;
using Cockpit.Core.Risk;
using Cockpit.Store.Findings;
using Cockpit.Store.Risk;
using NodaTime;

namespace Cockpit.Operations.Findings;

/// <summary>A finding's place on the matrix and why it stands there.</summary>
/// <param name="Score">Its points: what the rules in force say that its level is worth.</param>
public sealed record FindingRisk(int Likelihood, int Impact, RiskLevel Level, int Score, string Verdict, IReadOnlyList<RiskFactor> Factors)
{
    /// <summary>Which version of the rules explains it.</summary>
    public int RulesVersion { get; init; } = 1;
}

/// <summary>A risk that a person took on until a day.</summary>
/// <param name="Control">What protects the host meanwhile; null where nothing was named.</param>
public sealed record AcceptedRisk(Instant At, Instant Until, string By, string Reason, string? Control);

/// <summary>What the distribution says against a scanner's finding.</summary>
/// <param name="Reason">"backported".</param>
public sealed record DisputedFinding(string Reason, string Evidence)
{
    public const string Means = "the scanner calls it open, the distribution fixed as installed; it counts";

    /// <summary>What a person can do about it.</summary>
    /// <param name="update">An update is pending that the scanner would be content with.</param>
    public static string WayOut(bool update) =>
        $"To end it: {(update ? "install what the scanner wants, or " : "")}let it scan with a login, which reads versions. Until then a person can accept it.";
}

/// <summary>A finding as people and scripts see it.</summary>
/// <param name="Host">The host's name, or what the scanner calls a machine that no host matches.</param>
/// <param name="Matched">A host of this file has it.</param>
/// <param name="Cvss">The newest version's base score, or null.</param>
/// <param name="FixedBy">The pending update that fixes it; null where none is known.</param>
/// <param name="DueAt">Null where no policy sets a due date.</param>
public record FindingLine(
    string Id, string Host, bool Matched, FindingSource Source, long PluginId, string Name, Severity Severity, double? Cvss, int? CvssVersion, double? Epss, bool KnownExploited,
    IReadOnlyList<string> Cves, int Port, FindingProtocol Protocol, FindingStatus Status, Instant FirstSeenAt, Instant LastSeenAt, FindingRisk Risk, string? FixedBy, Instant? DueAt, string? SlaStatus)
{
    /// <summary>What sets <see cref="DueAt"/>.</summary>
    public DueBy DueBy { get; init; }

    /// <summary>Everything that may set a due date, the earliest first, each with why or why not.</summary>
    public IReadOnlyList<DueCandidate> DueCandidates { get; init; } = [];

    /// <summary>The pending updates of its host that fix it, all of which it takes, each with how sure that is and by what.</summary>
    public IReadOnlyList<FindingFix> Fixes { get; init; } = [];

    /// <summary>How far <see cref="Fixes"/> fix it; null where its host is not known or was never scanned.</summary>
    public FixState? FixState { get; init; }

    /// <summary>What is missing of a fix, why none is known, or what else to know of it; null where nothing is to be said.</summary>
    public string? FixReason { get; init; }

    /// <summary>Who took the risk on; null where nobody did, or it has ended.</summary>
    public AcceptedRisk? Acceptance { get; init; }

    /// <summary>Why the distribution calls it fixed at the installed version: "backported" with the evidence; null where it does not.</summary>
    public DisputedFinding? Dispute { get; init; }

    /// <summary>Where the next page begins.</summary>
    internal FindingSummary? Page { get; private init; }

    internal static FindingLine Of(FindingSummary f, Explaining explaining) => Of(f, explaining.Of(f), explaining);

    internal static FindingLine Of(FindingSummary f, RiskExplanation why, Explaining explaining) => new(
        f.Id.ToString(), f.Host, f.HostId is not null, f.Source, f.PluginId, f.Name, f.Severity,
        f.Scores.CvssVersion > 0 ? f.Scores.Cvss / 10.0 : null, f.Scores.CvssVersion > 0 ? f.Scores.CvssVersion : null, Forecast(explaining.Intel(f), f),
        (f.Flags | explaining.Intel(f).Flags).HasFlag(FindingFlags.KnownExploited), [.. f.Cves.Select(c => c.ToString())], f.Port, f.Protocol, f.Status, f.FirstSeenAt, f.LastSeenAt,
        new FindingRisk(f.Risk.Likelihood, f.Risk.Impact, f.Risk.Level, explaining.Rules.Points.Of(f.Risk.Level), why.Verdict, why.Factors) { RulesVersion = why.RulesVersion }, null, f.Due.At, SlaStatuses.Word(explaining.SlaOf(f)))
    {
        Page = f,
        DueBy = f.Due.By,
        DueCandidates = why.Due,
    };

    /// <summary>The feed's forecast where one is in: the one that counts.</summary>
    private static double? Forecast(in IntelFacts intel, FindingSummary f) => intel.Epss >= 0 ? intel.Epss / 1_000_000.0 : f.Scores.Epss >= 0 ? f.Scores.Epss / 1_000_000.0 : null;
}
