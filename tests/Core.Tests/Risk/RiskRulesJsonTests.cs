using System.Text;
using System.Text.Json.Nodes;
using Cockpit.Core.Errors;
using Cockpit.Core.Findings;
using Cockpit.Core.Hosts;
using Cockpit.Core.Intel;
using Cockpit.Core.Risk;
using Cockpit.Core.Risk.Rules;
using CsCheck;
using NodaTime;
using Xunit;

namespace Cockpit.Core.Tests.Risk;

public sealed class RiskRulesJsonTests
{
    private static JsonNode Standard => JsonNode.Parse(RiskRulesJson.Write(RiskRules.Standard))!;

    private static RiskRules Read(JsonNode json) => RiskRulesJson.Read(Encoding.UTF8.GetBytes(json.ToJsonString()));

    private static string Refused(JsonNode json) => Refused(Encoding.UTF8.GetBytes(json.ToJsonString()));

    private static string Refused(byte[] json)
    {
        Fault fault = Assert.Throws<CockpitException>(() => RiskRulesJson.Read(json)).Fault;
        Assert.Equal("RISK_RULES_INVALID", fault.Code.Name);
        return fault.What;
    }

    [Fact]
    public void The_built_in_rules_survive_the_way_to_a_file_and_back()
    {
        byte[] json = RiskRulesJson.Write(RiskRules.Standard);
        Assert.Equal(json, RiskRulesJson.Write(RiskRulesJson.Read(json)));
        Assert.Equal(RiskRules.Standard.Likelihood, RiskRulesJson.Read(json).Likelihood);
        Assert.Equal(json, RiskRulesJson.Write(Read(new JsonObject { ["version"] = 3, ["rules"] = Standard })));
    }

    [Fact]
    public void Points_can_be_changed_and_rules_of_before_that_mean_the_built_in_ones()
    {
        JsonNode json = Standard;
        json["points"]!["veryHigh"] = 40;
        json["points"]!["veryLow"] = 1;
        Assert.Equal(new LevelPoints(40, 5, 2, 1, 1), Read(json).Points);
        json.AsObject().Remove("points");
        Assert.Equal(LevelPoints.Standard, Read(json).Points);
        Assert.Equal(RiskRulesJson.Write(RiskRules.Standard), RiskRulesJson.Write(Read(json)));
    }

    [Theory]
    [InlineData("likelihood/0/fact", "\"moonPhase\"", "known-exploited: the fact is unknown")]
    [InlineData("likelihood/0/level", "6", "known-exploited: level is from 1 to 5")]
    [InlineData("likelihood/0/level", "0", "known-exploited: level is from 1 to 5")]
    [InlineData("likelihood/0/atLeast", "1", "wants neither atLeast nor severity")]
    [InlineData("likelihood/4/atLeast", "null", "epss-5: epss wants atLeast")]
    [InlineData("likelihood/4/atLeast", "1.5", "epss-5: epss wants atLeast, a number from 0 to 1")]
    [InlineData("likelihood/4/atLeast", "0.05", "of one fact, a higher threshold has a higher level")]
    [InlineData("likelihood/4/atLeast", "0.1", "of one fact, a higher threshold has a higher level")]
    [InlineData("likelihood/4/name", "\"epss-4\"", "epss-4: two rules have this name")]
    [InlineData("likelihood/4/name", "\"A b\"", "a name is 1 to 40")]
    [InlineData("likelihood/4/text", "\"\\u001b[31m\"", "without control characters")]
    [InlineData("likelihood", "[]", "likelihood has 1 to 100 rules")]
    [InlineData("likelihood/0", "null", "a rule is null")]
    [InlineData("exposure/isolated", "2", "isolated, internal, dmz, internet must not fall")]
    [InlineData("exposure/internet", "9", "each step is from -4 to 4")]
    [InlineData("potential", "1", "potential is from -4 to 0")]
    [InlineData("knownExploitedFloor", "6", "knownExploitedFloor is from 1 to 5")]
    [InlineData("defaultCriticality", "0", "defaultCriticality is from 1 to 5")]
    [InlineData("bands/cvss", "[4, 0.1, 7, 9]", "bands: cvss has four rising numbers")]
    [InlineData("bands/qds", "[1, 40, 70]", "bands: qds has four rising numbers")]
    [InlineData("points/high", "11", "points: a higher risk must not have fewer points")]
    [InlineData("points/veryLow", "-1", "points: each is from 0 to 1000")]
    [InlineData("points/veryHigh", "1001", "points: each is from 0 to 1000")]
    [InlineData("points/low", "null", "points")]
    [InlineData("points/low", "0.5", "points")]
    [InlineData("slaDays/veryHigh", "31", "a higher risk must not have more days")]
    [InlineData("slaDays/veryHigh", "null", "a higher risk must not have more days")]
    [InlineData("slaDays/low", "0", "slaDays: each is null or from 1 to 3650")]
    [InlineData("dueSoonDays", "-1", "dueSoonDays is from 0 to 90")]
    [InlineData("bod2604/rows/0/days", "20", "what is worse must not have more days")]
    [InlineData("bod2604/rows/0/impact", "\"some\"", "impact is total or partial")]
    [InlineData("bod2604/rows/0/knownExploited", "false", "each of the 16 combinations has one row")]
    [InlineData("bod2604/exposed", "[\"isolated\"]", "exposed is internet")]
    [InlineData("staleAfterDays/kev", "0", "kev is from 1 to 366")]
    public void What_does_not_hold_is_refused_whole_and_named(string where, string value, string sentence)
    {
        JsonNode json = Standard;
        string[] path = where.Split('/');
        JsonNode at = json;
        foreach (string step in path[..^1]) at = int.TryParse(step, out int i) ? at[i]! : at[step]!;
        if (int.TryParse(path[^1], out int index)) at[index] = JsonNode.Parse(value);
        else at[path[^1]] = JsonNode.Parse(value);
        Assert.Contains(sentence, Refused(json), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("potential"), InlineData("likelihood"), InlineData("slaDays")]
    public void What_is_missing_is_refused(string name)
    {
        JsonNode json = Standard;
        json.AsObject().Remove(name);
        Refused(json);
    }

    [Fact]
    public void An_unknown_name_one_that_stands_twice_a_number_for_a_word_and_no_JSON_at_all_are_refused()
    {
        JsonNode json = Standard;
        json["potental"] = -1;
        Refused(json);
        string text = Standard.ToJsonString();
        Refused(Encoding.UTF8.GetBytes(text.Replace("\"potential\":-1", "\"potential\":-1,\"potential\":0", StringComparison.Ordinal)));
        Refused(Encoding.UTF8.GetBytes(text.Replace("\"severity\":\"high\"", "\"severity\":3", StringComparison.Ordinal)));
        Refused("not JSON"u8.ToArray());
        Refused("null"u8.ToArray());
        Refused([]);
        Refused(Encoding.UTF8.GetBytes(text[..^1]));
        Refused(new byte[RiskRulesJson.MaxBytes + 1]);
        Refused(Encoding.UTF8.GetBytes(new string('[', 100_000)));
    }

    private static readonly Gen<JsonNode> AnyRules =
        from levels in Gen.Int[1, 5].Array[11]
        from thresholds in Gen.Int[0, 100].Array[8]
        from steps in Gen.Int[-4, 4].Array[4]
        from potential in Gen.Int[-4, 0]
        from floor in Gen.Int[1, 5]
        from criticality in Gen.Int[1, 5]
        from cvss in Gen.Int[0, 100].Array[4]
        from sla in Gen.Int[0, 200].Array[5]
        from sorted in Gen.Int[0, 3]
        select Change(levels, thresholds, steps, potential, floor, criticality, cvss, sla, sorted > 0);

    private static JsonNode Change(int[] levels, int[] thresholds, int[] steps, int potential, int floor, int criticality, int[] cvss, int[] sla, bool sorted)
    {
        // Mostly sorted, so that many are accepted; otherwise most are refused, which has to hold as well.
        if (sorted)
        {
            Array.Sort(steps);
            cvss = [.. cvss.Distinct().Order()];
            Array.Sort(sla);
        }
        JsonNode json = Standard;
        json["likelihood"] = new JsonArray(
            Flag("kev", "knownExploited", levels[0]), Flag("malware", "malware", levels[1]), Flag("net", "openToNetwork", levels[2]), Flag("exploit", "publicExploit", levels[3]),
            Score("e1", "epss", thresholds[0] / 100.0, levels[4]), Score("e2", "epss", thresholds[1] / 100.0, levels[5]), Score("v1", "vpr", thresholds[2] / 10.0, levels[6]),
            Score("v2", "vpr", thresholds[3] / 10.0, levels[7]), Score("q1", "qds", Math.Max(1, thresholds[4]), levels[8]), Severity("s1", "severity", "low", levels[9]), Severity("s2", "severityWithoutThreatData", "high", levels[10]));
        json["exposure"] = new JsonObject { ["isolated"] = steps[0], ["internal"] = steps[1], ["dmz"] = steps[2], ["internet"] = steps[3] };
        json["potential"] = potential;
        json["knownExploitedFloor"] = floor;
        json["defaultCriticality"] = criticality;
        json["bands"]!["cvss"] = new JsonArray([.. cvss.Select(c => JsonValue.Create(c / 10.0m))]);
        json["slaDays"] = new JsonObject { ["veryHigh"] = Days(sla[0]), ["high"] = Days(sla[1]), ["moderate"] = Days(sla[2]), ["low"] = Days(sla[3]), ["veryLow"] = null };
        return json;

        static JsonNode? Days(int days) => days == 0 ? 1 : days;
        static JsonNode Flag(string name, string fact, int level) => Rule(name, fact, level, null, null);
        static JsonNode Score(string name, string fact, double at, int level) => Rule(name, fact, level, at, null);
        static JsonNode Severity(string name, string fact, string severity, int level) => Rule(name, fact, level, null, severity);
        static JsonNode Rule(string name, string fact, int level, double? at, string? severity) =>
            new JsonObject { ["name"] = name, ["level"] = level, ["fact"] = fact, ["atLeast"] = at, ["severity"] = severity, ["text"] = "t", ["source"] = "s" };
    }

    private static readonly Gen<RiskFacts> AnyFacts =
        from severity in Gen.Int[0, 4]
        from scores in Gen.Int[-1, 100].Array[4]
        from flags in Gen.Int[0, 127]
        from host in Gen.Int[0, 5].Array[2]
        select new RiskFacts((Severity)severity, FindingScores.None with { Cvss3 = (short)scores[0], Vpr = (short)scores[1], Epss = scores[2] < 0 ? -1 : scores[2] * 10_000, Qds = (short)scores[3] }, (FindingFlags)flags,
            host[0] == 0 ? null : host[0], host[1] switch { 0 => Exposure.Isolated, 1 => Exposure.Internal, 2 => Exposure.Dmz, 3 => Exposure.Internet, _ => null });

    /// <summary>Whatever set is accepted: a worse fact never makes a lower cell, and the dates and points of a higher cell are never laxer.</summary>
    [Fact]
    public void No_accepted_set_makes_a_worse_fact_a_lower_risk()
    {
        int accepted = 0;
        AnyRules.Select(AnyFacts.Array[8]).Sample((json, all) =>
        {
            RiskRules rules;
            try
            {
                rules = Read(json);
            }
            catch (CockpitException)
            {
                return;
            }
            Interlocked.Increment(ref accepted);
            foreach (RiskFacts facts in all)
            {
                RiskScore before = RiskScore.Of(facts, rules);
                foreach (RiskFacts worse in Worse(facts, rules))
                {
                    RiskScore after = RiskScore.Of(worse, rules);
                    Assert.True(after.Likelihood >= before.Likelihood && after.Impact >= before.Impact && after.Level >= before.Level, $"{facts} is {before}, {worse} is {after}");
                }
            }
            for (int cell = 0; cell < 25; cell++)
            {
                (int l, int i) = (cell / 5 + 1, cell % 5 + 1);
                foreach ((int l2, int i2) in ((int, int)[])[(Math.Min(5, l + 1), i), (l, Math.Min(5, i + 1))])
                {
                    RiskLevel lower = RiskMatrix.Level(l, i), higher = RiskMatrix.Level(l2, i2);
                    Assert.True(higher >= lower && rules.Points.Of(higher) >= rules.Points.Of(lower));
                    Assert.True(Due(higher) <= Due(lower));
                }
            }

            Instant Due(RiskLevel level) => DueDates.Of(new DueFacts(level, Instant.FromUnixTimeSeconds(0), false, IntelFacts.None, null), rules.Due).At ?? Instant.MaxValue;
        }, iter: 3_000);
        Assert.True(accepted > 50, $"only {accepted} sets were accepted");
    }

    /// <summary>Each with one fact worse. A fact that is given for the first time is no worse one: it may say that there is little to fear.</summary>
    private static IEnumerable<RiskFacts> Worse(RiskFacts f, RiskRules rules)
    {
        FindingScores s = f.Scores;
        if (f.Severity is > Severity.Info and < Severity.Critical) yield return f with { Severity = f.Severity + 1 };
        if (s.Cvss3 is >= 0 and < 100) yield return f with { Scores = s with { Cvss3 = (short)(s.Cvss3 + 1) } };
        if (s.Epss is >= 0 and < 1_000_000) yield return f with { Scores = s with { Epss = s.Epss + 10_000 } };
        if (s.Vpr is >= 0 and < 100) yield return f with { Scores = s with { Vpr = (short)(s.Vpr + 1) } };
        if (s.Qds is >= 0 and < 100) yield return f with { Scores = s with { Qds = (short)(s.Qds + 1) } };
        if (f.HasThreatData)
        {
            foreach (FindingFlags flag in (FindingFlags[])[FindingFlags.KnownExploited, FindingFlags.Malware, FindingFlags.PublicExploit, FindingFlags.OpenToNetwork]) yield return f with { Flags = f.Flags | flag };
        }
        yield return f with { Flags = f.Flags & ~FindingFlags.Potential };
        if (f.Criticality is { } c and < 5) yield return f with { Criticality = c + 1 };
        if (f.Criticality is null && rules.DefaultCriticality < 5) yield return f with { Criticality = rules.DefaultCriticality + 1 };
        if (f.Exposure is Exposure.Isolated) yield return f with { Exposure = Exposure.Internal };
        if (f.Exposure is Exposure.Internal) yield return f with { Exposure = Exposure.Dmz };
        if (f.Exposure is Exposure.Dmz) yield return f with { Exposure = Exposure.Internet };
    }
}
