using System.Text.Json.Serialization;
using Cockpit.Core.Findings;
using Cockpit.Core.Hosts;

namespace Cockpit.Core.Risk.Rules;

/// <summary>The rules as people edit them, in JSON: scores as scanners write them (0.5, 7.0), facts by their names.</summary>
/// <param name="Points">What each level is worth; rules from before it could be changed have none, and mean the built-in one.</param>
public sealed record RiskRulesDocument(
    IReadOnlyList<LikelihoodRuleDocument> Likelihood, ExposureSteps Exposure, int Potential, int KnownExploitedFloor, BandsDocument Bands, int DefaultCriticality,
    SlaDays SlaDays, bool KnownExploitedDueDate, int DueSoonDays, Bod2604Document Bod2604, Intel.FeedLimits StaleAfterDays, LevelPoints? Points = null);

/// <param name="Fact">One of <see cref="RiskRulesJson.Facts"/>.</param>
/// <param name="AtLeast">For epss (0 to 1), vpr (0 to 10) and qds (1 to 100); null for the others.</param>
/// <param name="Severity">For severity and severityWithoutThreatData; null for the others.</param>
public sealed record LikelihoodRuleDocument(string Name, int Level, string Fact, decimal? AtLeast, Severity? Severity, string Text, string Source);

/// <summary>From which value on each score is low, medium, high and critical.</summary>
public sealed record BandsDocument(IReadOnlyList<decimal> Cvss, IReadOnlyList<decimal> Vpr, IReadOnlyList<decimal> Qds);

public sealed record Bod2604Document(bool On, IReadOnlyList<Exposure> Exposed, IReadOnlyList<BodRowDocument> Rows);

/// <param name="Impact">"total" or "partial".</param>
/// <param name="Days">Null is "with the next upgrade".</param>
public sealed record BodRowDocument(bool KnownExploited, bool Exposed, bool Automatable, string Impact, int? Days, bool Forensics);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow, RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true, AllowDuplicateProperties = false, WriteIndented = true, GenerationMode = JsonSourceGenerationMode.Metadata,
    Converters = [typeof(LowerWords<Severity>), typeof(LowerWords<Exposure>)])]
[JsonSerializable(typeof(RiskRulesDocument))]
internal sealed partial class RiskRulesContext : JsonSerializerContext;

/// <summary>Enums as lower-case words; a number is none.</summary>
internal sealed class LowerWords<T>() : JsonStringEnumConverter<T>(System.Text.Json.JsonNamingPolicy.CamelCase, allowIntegerValues: false) where T : struct, Enum;
