using Cockpit.Core.Findings;
using Cockpit.Core.Hosts;

namespace Cockpit.Core.Risk.Rules;

/// <summary>
/// What a set of rules must hold before it counts: every number in its range, and nothing that would make a worse fact a lower risk.
/// A set that passes never lowers a cell, nor moves a due date later, when a fact gets worse.
/// </summary>
public static class RiskRulesCheck
{
    public const int MaxRules = 100;

    private const int MaxDays = 3_650;

    private static readonly string[] Severities = ["severity", "severityWithoutThreatData"];

    /// <summary>Every fault as a sentence; none for a good set.</summary>
    public static List<string> Faults(RiskRulesDocument d)
    {
        List<string> faults = [];
        Likelihood(d.Likelihood, faults);
        if (d.Exposure is { } e && (!InSteps(e.Internet) || !InSteps(e.Dmz) || !InSteps(e.Internal) || !InSteps(e.Isolated))) faults.Add("exposure: each step is from -4 to 4.");
        if (d.Exposure.Isolated > d.Exposure.Internal || d.Exposure.Internal > d.Exposure.Dmz || d.Exposure.Dmz > d.Exposure.Internet) faults.Add("exposure: isolated, internal, dmz, internet must not fall.");
        if (d.Potential is < -4 or > 0) faults.Add("potential is from -4 to 0.");
        if (d.KnownExploitedFloor is < 1 or > RiskMatrix.Steps) faults.Add("knownExploitedFloor is from 1 to 5.");
        if (d.DefaultCriticality is < 1 or > RiskMatrix.Steps) faults.Add("defaultCriticality is from 1 to 5.");
        Bands("cvss", d.Bands.Cvss, 10, 10, faults);
        Bands("vpr", d.Bands.Vpr, 10, 10, faults);
        Bands("qds", d.Bands.Qds, 100, 1, faults);
        Sla(d.SlaDays, faults);
        if (d.DueSoonDays is < 0 or > 90) faults.Add("dueSoonDays is from 0 to 90.");
        foreach ((string feed, int days) in (ReadOnlySpan<(string, int)>)[("kev", d.StaleAfterDays.Kev), ("epss", d.StaleAfterDays.Epss), ("ssvc", d.StaleAfterDays.Ssvc), ("debianTracker", d.StaleAfterDays.DebianTracker), ("oval", d.StaleAfterDays.Oval)])
            if (days is < 1 or > 366) faults.Add($"staleAfterDays: {feed} is from 1 to 366.");
        Directive(d.Bod2604, faults);
        if (d.Points is { } points) Points(points, faults);
        return faults;
    }

    private static void Likelihood(IReadOnlyList<LikelihoodRuleDocument> rules, List<string> faults)
    {
        if (rules.Count is 0 or > MaxRules) faults.Add($"likelihood has 1 to {MaxRules} rules.");
        foreach (LikelihoodRuleDocument rule in rules)
        {
            if (rule is null)
            {
                faults.Add("likelihood: a rule is null.");
                return;
            }
            string name = IsName(rule.Name) ? rule.Name : "a rule";
            if (!IsName(rule.Name)) faults.Add("likelihood: a name is 1 to 40 of a-z, 0-9 and -.");
            if (rule.Level is < 1 or > RiskMatrix.Steps) faults.Add($"{name}: level is from 1 to 5.");
            if (!IsText(rule.Text, 200) || !IsText(rule.Source, 60)) faults.Add($"{name}: text is 1 to 200 characters and source 1 to 60, without control characters.");
            Threshold(rule, name, faults);
        }
        foreach (var twice in rules.GroupBy(r => r.Name).Where(g => g.Count() > 1 && IsName(g.Key))) faults.Add($"{twice.Key}: two rules have this name.");

        // Of one fact a higher threshold must lift higher, or one of the rules never counts and reads as if it did.
        foreach (var fact in rules.Where(r => r.AtLeast is not null || r.Severity is not null).GroupBy(r => r.Fact))
        {
            List<LikelihoodRuleDocument> rising = [.. fact.OrderBy(r => r.AtLeast ?? (decimal)r.Severity!.Value).ThenBy(r => r.Level)];
            for (int i = 1; i < rising.Count; i++)
            {
                bool same = rising[i].AtLeast == rising[i - 1].AtLeast && rising[i].Severity == rising[i - 1].Severity;
                if (same || rising[i].Level <= rising[i - 1].Level) faults.Add($"{rising[i - 1].Name}, {rising[i].Name}: of one fact, a higher threshold has a higher level.");
            }
        }
    }

    private static void Threshold(LikelihoodRuleDocument rule, string name, List<string> faults)
    {
        (decimal least, decimal most, decimal scale)? range = rule.Fact switch { "epss" => (0, 1, 1_000_000), "vpr" => (0, 10, 10), "qds" => (1, 100, 1), _ => null };
        if (!RiskRulesJson.Facts.Contains(rule.Fact)) faults.Add($"{name}: the fact is unknown; it is one of {string.Join(", ", RiskRulesJson.Facts)}.");
        else if (range is { } r)
        {
            if (rule.Severity is not null || rule.AtLeast is not { } at || at < r.least || at > r.most || at * r.scale != Math.Truncate(at * r.scale)) faults.Add($"{name}: {rule.Fact} wants atLeast, a number from {r.least} to {r.most}.");
        }
        else if (Severities.Contains(rule.Fact))
        {
            if (rule.AtLeast is not null || rule.Severity is null) faults.Add($"{name}: {rule.Fact} wants severity, and no atLeast.");
        }
        else if (rule.AtLeast is not null || rule.Severity is not null)
        {
            faults.Add($"{name}: {rule.Fact} is yes or no and wants neither atLeast nor severity.");
        }
    }

    private static void Bands(string name, IReadOnlyList<decimal> bands, int most, int scale, List<string> faults)
    {
        bool rising = bands.Count == 4 && bands.All(b => b >= 0 && b <= most && b * scale == Math.Truncate(b * scale)) && bands.Zip(bands.Skip(1)).All(p => p.First < p.Second);
        if (!rising) faults.Add($"bands: {name} has four rising numbers from 0 to {most}{(scale == 10 ? ", in tenths" : "")}.");
    }

    private static void Sla(SlaDays sla, List<string> faults)
    {
        int?[] days = [sla.VeryHigh, sla.High, sla.Moderate, sla.Low, sla.VeryLow];
        if (days.Any(d => d is < 1 or > MaxDays)) faults.Add($"slaDays: each is null or from 1 to {MaxDays}.");
        if (days.Zip(days.Skip(1)).Any(p => (p.First ?? int.MaxValue) > (p.Second ?? int.MaxValue))) faults.Add("slaDays: a higher risk must not have more days.");
    }

    private static void Points(LevelPoints points, List<string> faults)
    {
        int[] each = [points.VeryHigh, points.High, points.Moderate, points.Low, points.VeryLow];
        if (each.Any(p => p is < 0 or > LevelPoints.Most)) faults.Add($"points: each is from 0 to {LevelPoints.Most}.");
        if (each.Zip(each.Skip(1)).Any(p => p.First < p.Second)) faults.Add("points: a higher risk must not have fewer points.");
    }

    private static void Directive(Bod2604Document bod, List<string> faults)
    {
        if (bod.Rows.Any(r => r is null || r.Impact is not ("total" or "partial") || r.Days is < 1 or > MaxDays))
        {
            faults.Add($"bod2604: impact is total or partial, days are null or from 1 to {MaxDays}.");
            return;
        }
        Dictionary<int, BodRowDocument> rows = [];
        foreach (BodRowDocument row in bod.Rows) rows[Bod2604.Index(row.KnownExploited, row.Exposed, row.Automatable, row.Impact == "total")] = row;
        if (rows.Count != Bod2604.RowCount || bod.Rows.Count != Bod2604.RowCount)
        {
            faults.Add("bod2604: each of the 16 combinations has one row.");
            return;
        }
        foreach (int i in rows.Keys)
        {
            for (int bit = 1; bit < Bod2604.RowCount; bit <<= 1)
            {
                if ((i & bit) != 0 || (rows[i | bit].Days ?? int.MaxValue) <= (rows[i].Days ?? int.MaxValue)) continue;
                faults.Add("bod2604: what is worse must not have more days.");
                return;
            }
        }
        if (bod.Exposed.Contains(Exposure.Isolated) || (bod.Exposed.Contains(Exposure.Internal) && !bod.Exposed.Contains(Exposure.Dmz)) || (bod.Exposed.Contains(Exposure.Dmz) && !bod.Exposed.Contains(Exposure.Internet)))
            faults.Add("bod2604: exposed is internet, or that and dmz, or those and internal.");
    }

    private static bool InSteps(int step) => step is >= -4 and <= 4;

    private static bool IsName(string name) => name is { Length: >= 1 and <= 40 } && name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-');

    private static bool IsText(string text, int most) => !string.IsNullOrWhiteSpace(text) && text.Length <= most && !text.Any(char.IsControl);
}
