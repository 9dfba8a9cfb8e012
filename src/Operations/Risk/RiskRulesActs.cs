using Cockpit.Core.Errors;
using Cockpit.Core.Operations;
using Cockpit.Core.Risk;
using Cockpit.Core.Risk.Rules;
using Cockpit.Operations.Intel;
using Cockpit.Store;
using Cockpit.Store.Risk;
using NodaTime;

namespace Cockpit.Operations.Risk;

/// <summary>A version of the rules.</summary>
/// <param name="InForce">It counts now.</param>
/// <param name="At">From when it counts; null for the built-in rules.</param>
public sealed record RulesVersionLine(int Version, bool InForce, Instant? At, string? By, string Note);

/// <summary>The rules themselves, as they are edited.</summary>
public sealed record RiskRulesView(int Version, bool InForce, Instant? At, string? By, string Note, RiskRulesDocument Rules);

public sealed record RulesHistory(IReadOnlyList<RulesVersionLine> Versions);

/// <param name="From">The level that findings have.</param>
/// <param name="To">The level that they would have.</param>
public sealed record RulesMove(RiskLevel From, RiskLevel To, long Findings);

/// <summary>What setting rules did, or would do.</summary>
/// <param name="Version">Null after a dry run.</param>
/// <param name="Moves">Findings that count as risk and change their level; only a dry run counts them.</param>
/// <param name="Scored">All scores follow the rules; otherwise the next program goes on. Null after a dry run.</param>
/// <param name="PointsBefore">All that counts as risk, by the rules in force until then; null but of a dry run.</param>
/// <param name="PointsAfter">The same by the new ones.</param>
public sealed record RulesChange(int? Version, bool DryRun, string Note, IReadOnlyList<RulesMove> Moves, bool? Scored, long? PointsBefore = null, long? PointsAfter = null);

/// <summary>Shows the risk rules of a version.</summary>
public static class ShowRules
{
    /// <param name="version">Null is those in force.</param>
    /// <exception cref="CockpitException">RISK_RULES_UNKNOWN.</exception>
    public static RiskRulesView Run(Session session, int? version) => session.Read(t =>
    {
        (RulesVersion inForce, RiskRules rules) = t.RulesInForce();
        if (version is null || version == inForce.Version) return View(inForce, rules, true);
        (RulesVersion old, RiskRules then) = t.RulesOf(version.Value) ?? throw new CockpitException(RiskErrors.RiskRulesUnknown.Because($"There is no version {version} of the risk rules; the newest is {inForce.Version}."));
        return View(old, then, false);
    });

    /// <summary>What each level is worth by the rules in force.</summary>
    public static LevelPoints Points(Session session) => session.Read(t => t.RulesInForce().Rules.Points);

    /// <summary>Every version, the newest first.</summary>
    public static RulesHistory History(Session session) => session.Read(t =>
    {
        List<RulesVersion> versions = t.RulesHistory();
        return new RulesHistory([.. versions.Select((v, i) => new RulesVersionLine(v.Version, i == 0, v.At, v.By, v.Note))]);
    });

    private static RiskRulesView View(RulesVersion v, RiskRules rules, bool inForce) => new(v.Version, inForce, v.At, v.By, v.Note, RiskRulesJson.Document(rules));
}

/// <summary>Puts other risk rules in force, as a new version, and scores every finding by them.</summary>
public static class SetRules
{
    private const int MaxNote = 200;

    /// <exception cref="CockpitException">RISK_RULES_UNREADABLE, RISK_RULES_INVALID; nothing was changed then.</exception>
    public static RulesChange Run(Session session, string path, string? note, bool dryRun, CancellationToken cancellation)
    {
        byte[] bytes;
        try
        {
            using FileStream stream = File.OpenRead(path);
            bytes = new byte[RiskRulesJson.MaxBytes + 1];
            bytes = bytes[..stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false)];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException)
        {
            throw new CockpitException(RiskErrors.RiskRulesUnreadable.Because($"{IntelFile.NameOf(path)} could not be read."), e);
        }
        return Keep(session, RiskRulesJson.Read(bytes), Printable.Line(note ?? $"from {IntelFile.NameOf(path)}", MaxNote), dryRun, cancellation);
    }

    /// <summary>Puts the built-in rules in force again.</summary>
    public static RulesChange Reset(Session session, bool dryRun, CancellationToken cancellation) => Keep(session, RiskRules.Standard, "the built-in rules again", dryRun, cancellation);

    private static RulesChange Keep(Session session, RiskRules rules, string note, bool dryRun, CancellationToken cancellation)
    {
        if (dryRun) return session.Read(t => Tried(t, rules, note));
        using CockpitFile file = session.For(FindingOperations.RulesSet).Open(FileAccessMode.Write);
        int version = file.Write(t => t.KeepRules(rules, note, session.Actor, session.Now));
        return new RulesChange(version, false, note, [], Rescore.Continue(session, file, cancellation));
    }

    private static RulesChange Tried(ReadTransaction t, RiskRules rules, string note)
    {
        LevelPoints before = t.RulesInForce().Rules.Points;
        List<(RiskLevel From, RiskLevel To, long Findings)> all = t.WouldBe(rules);
        return new RulesChange(
            null, true, note, [.. all.Where(m => m.From != m.To).Select(m => new RulesMove(m.From, m.To, m.Findings))], null, all.Sum(m => m.Findings * before.Of(m.From)), all.Sum(m => m.Findings * rules.Points.Of(m.To)));
    }
}
