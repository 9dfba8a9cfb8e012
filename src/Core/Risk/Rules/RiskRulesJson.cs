using System.Text.Json;
using Cockpit.Core.Errors;
using Cockpit.Core.Findings;

namespace Cockpit.Core.Risk.Rules;

/// <summary>Rules to and from their JSON. What does not hold is refused whole, with every fault named.</summary>
public static class RiskRulesJson
{
    /// <summary>Bytes; the built-in rules have some 6 kB.</summary>
    public const int MaxBytes = 1 << 20;

    /// <summary>What a likelihood rule may look at.</summary>
    public static IReadOnlyList<string> Facts { get; } =
        ["knownExploited", "ransomware", "malware", "publicExploit", "openToNetwork", "activeAttack", "epss", "vpr", "qds", "severity", "severityWithoutThreatData"];

    private static readonly FindingFlags[] Flags =
        [FindingFlags.KnownExploited, FindingFlags.Ransomware, FindingFlags.Malware, FindingFlags.PublicExploit, FindingFlags.OpenToNetwork, FindingFlags.ActiveAttack];

    private static readonly (string Fact, LikelihoodFact Of, int Scale)[] Scores = [("epss", LikelihoodFact.Epss, 1_000_000), ("vpr", LikelihoodFact.Vpr, 10), ("qds", LikelihoodFact.Qds, 1)];

    /// <exception cref="CockpitException">RISK_RULES_INVALID.</exception>
    public static RiskRules Read(ReadOnlySpan<byte> json)
    {
        if (json.StartsWith("\uFEFF"u8)) json = json[3..];
        if (json.Length > MaxBytes) throw Invalid($"It is larger than {MaxBytes >> 20} MB.");
        RiskRulesDocument document;
        try
        {
            // What rules show prints has the version around them; it may be edited and given back as it is.
            using JsonDocument whole = JsonDocument.Parse(json.ToArray());
            JsonElement rules = whole.RootElement.ValueKind == JsonValueKind.Object && whole.RootElement.TryGetProperty("rules", out JsonElement inner) ? inner : whole.RootElement;
            document = rules.Deserialize(RiskRulesContext.Default.RiskRulesDocument) ?? throw Invalid("It is empty.");
        }
        catch (Exception e) when (e is JsonException or NotSupportedException)
        {
            string where = e is JsonException { Path: { Length: > 2 and < 80 } path } ? $"{path[2..]}: " : "";
            throw new CockpitException(RiskErrors.RiskRulesInvalid.Because($"{where}it is no JSON of risk rules, or a name or a value in it is unknown, missing or there twice."), e);
        }
        List<string> faults = RiskRulesCheck.Faults(document);
        return faults.Count == 0 ? Of(document) : throw Invalid(string.Join(" ", faults.Take(10)) + (faults.Count > 10 ? $" And {faults.Count - 10} more." : ""));
    }

    public static byte[] Write(RiskRules rules) => JsonSerializer.SerializeToUtf8Bytes(Document(rules), RiskRulesContext.Default.RiskRulesDocument);

    public static RiskRulesDocument Document(RiskRules r) => new(
        [.. r.Likelihood.Select(Document)], r.Exposure, r.Potential, r.KnownExploitedFloor,
        new BandsDocument([.. r.Bands.Cvss.Select(Tenths)], [.. r.Bands.Vpr.Select(Tenths)], [.. r.Bands.Qds.Select(q => (decimal)q)]), r.DefaultCriticality,
        r.Due.Sla, r.Due.KnownExploitedDate, r.Due.SoonDays,
        new Bod2604Document(r.Due.Bod2604.On, r.Due.Bod2604.Exposed, [.. Enumerable.Range(0, Bod2604.RowCount).Reverse().Select(i =>
            new BodRowDocument((i & 8) != 0, (i & 4) != 0, (i & 2) != 0, (i & 1) != 0 ? "total" : "partial", r.Due.Bod2604.Rows[i].Days, r.Due.Bod2604.Rows[i].Forensics))]),
        r.Feeds, r.Points);

    private static RiskRules Of(RiskRulesDocument d)
    {
        var rows = new BodRow[Bod2604.RowCount];
        foreach (BodRowDocument row in d.Bod2604.Rows) rows[Bod2604.Index(row.KnownExploited, row.Exposed, row.Automatable, row.Impact == "total")] = new BodRow(row.Days, row.Forensics);
        return new RiskRules(
            [.. d.Likelihood.Select(Of)], d.Exposure, d.Potential, d.KnownExploitedFloor,
            new ScoreBands([.. d.Bands.Cvss.Select(v => (int)(v * 10))], [.. d.Bands.Vpr.Select(v => (int)(v * 10))], [.. d.Bands.Qds.Select(v => (int)v)]), d.DefaultCriticality,
            new DueRules(d.SlaDays, d.KnownExploitedDueDate, d.DueSoonDays, new Bod2604(d.Bod2604.On, [.. d.Bod2604.Exposed.Distinct()], rows)), d.StaleAfterDays)
        {
            Points = d.Points ?? LevelPoints.Standard,
        };
    }

    private static LikelihoodRule Of(LikelihoodRuleDocument rule)
    {
        int flag = Facts.ToList().IndexOf(rule.Fact);
        (LikelihoodFact fact, int threshold) = flag < Flags.Length ? (LikelihoodFact.Flag, (int)Flags[flag])
            : rule.Severity is { } severity ? (rule.Fact == "severity" ? LikelihoodFact.Severity : LikelihoodFact.SeverityWithoutThreatData, (int)severity)
            : Scores.First(s => s.Fact == rule.Fact) is var score ? (score.Of, (int)(rule.AtLeast!.Value * score.Scale)) : default;
        return new LikelihoodRule(rule.Name, rule.Level, fact, threshold, rule.Text, rule.Source);
    }

    private static LikelihoodRuleDocument Document(LikelihoodRule rule)
    {
        string fact = rule.Fact switch
        {
            LikelihoodFact.Flag => Facts[Array.IndexOf(Flags, (FindingFlags)rule.Threshold)],
            LikelihoodFact.Severity => "severity",
            LikelihoodFact.SeverityWithoutThreatData => "severityWithoutThreatData",
            _ => Scores.First(s => s.Of == rule.Fact).Fact,
        };
        bool severity = rule.Fact is LikelihoodFact.Severity or LikelihoodFact.SeverityWithoutThreatData;
        decimal? atLeast = severity || rule.Fact == LikelihoodFact.Flag ? null : (decimal)rule.Threshold / Scores.First(s => s.Of == rule.Fact).Scale;
        return new LikelihoodRuleDocument(rule.Name, rule.Level, fact, atLeast, severity ? (Severity)rule.Threshold : null, rule.Text, rule.Source);
    }

    private static decimal Tenths(int tenths) => tenths / 10m;

    private static CockpitException Invalid(string what) => new(RiskErrors.RiskRulesInvalid.Because(what));
}
