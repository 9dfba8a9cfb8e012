using Cockpit.Core.Documents;
using Cockpit.Core.Policies;
using Cockpit.Core.Policies.Changing;
using Cockpit.Core.Policies.Settings;
using Cockpit.Core.Policies.Text;
using Cockpit.Core.Scopes;
using Cockpit.Core.Windows;
using NodaTime;

namespace Cockpit.Operations.Policies.Editing;

/// <summary>What is wrong in a field of a draft.</summary>
/// <param name="Field">One of <see cref="PolicyDraft.Fields"/>; empty where it concerns the policy as a whole or something else.</param>
public sealed record FieldFault(string Field, string Sentence);

/// <summary>What a draft would do if it were saved.</summary>
/// <param name="Faults">Empty where it can be judged.</param>
/// <param name="Impact">Null where there are faults.</param>
/// <param name="Changes">The fields that differ from what counts now.</param>
/// <param name="Settings">As they would count, with where each comes from; empty where there are faults.</param>
/// <param name="Next">The next openings of its windows.</param>
public sealed record JudgedDraft(
    IReadOnlyList<FieldFault> Faults, PolicyImpact? Impact, IReadOnlyList<FieldChange> Changes, IReadOnlyList<SettingLine> Settings, IReadOnlyList<WindowOccurrence> Next)
{
    /// <summary>Why it cannot be saved; null where it can.</summary>
    public string? Refusal => Faults is [var first, ..] ? $"{(first.Field.Length > 0 ? $"{first.Field}: " : "")}{first.Sentence.TrimEnd('.')}"
        : Impact is { NewConflicts: [var tie, ..] } ? $"{string.Join(" and ", tie.Policies)} would tie on {tie.Host}{(Impact.NewConflicts.Count > 1 ? $" and {Impact.NewConflicts.Count - 1} more" : "")}"
        : Changes.Count == 0 ? "nothing is changed" : null;
}

/// <summary>
/// What an editor works on: the definitions and the fleet of one moment, read once, so that a key costs no read of the file.
/// Immutable; safe for any thread.
/// </summary>
public sealed class PolicyDesk
{
    private const int Openings = 3;

    private readonly PolicyParts before;
    private readonly PolicyBook bookBefore;
    private readonly PolicyFleet fleet;

    internal PolicyDesk(PolicyParts before, PolicyFleet fleet, PolicyDraft draft, IReadOnlyList<string> rollouts)
    {
        this.before = before;
        this.fleet = fleet;
        bookBefore = PolicyCheck.Book(before, new DocFaults()) ?? PolicyBook.Empty;
        Draft = draft;
        Rollouts = rollouts;
        Scopes = ScopeBook.Of(before.Scopes);
    }

    /// <summary>The policy as it counts now, or as a template begins it.</summary>
    public PolicyDraft Draft { get; }

    /// <summary>Live rollouts that were planned from the version that counts now; they go on with it.</summary>
    public IReadOnlyList<string> Rollouts { get; }

    public int Hosts => fleet.Hosts.Count;

    public ScopeBook Scopes { get; }

    /// <summary>Names that a field can take; empty where it takes no names.</summary>
    public IEnumerable<string> NamesFor(string field) => field switch
    {
        PolicyDraft.Windows => before.Windows.Keys.Append(PolicySettings.Always),
        PolicyDraft.Extends => before.Layers.Keys,
        PolicyDraft.Hosts => fleet.Hosts.Select(h => h.Host.Name),
        _ => [],
    };

    /// <summary>The values that the fleet has for a fact, for completion.</summary>
    public IEnumerable<string> ValuesOf(ScopeFact fact) => fleet.Hosts.SelectMany(h => fact.Read(h) ?? []).Distinct(StringComparer.OrdinalIgnoreCase);

    public IEnumerable<string> TagKeys => fleet.Hosts.SelectMany(h => h.Host.Tags.Keys).Distinct(StringComparer.OrdinalIgnoreCase);

    /// <summary>What saving it would do. Pure; over 10,000 hosts it takes some tens of milliseconds.</summary>
    public JudgedDraft Judge(PolicyDraft draft)
    {
        var faults = new DocFaults();
        PolicyParts? after = draft.Over(before, faults);
        PolicyBook? book = after is null ? null : PolicyCheck.Book(after, faults);
        if (after is null || book is null) return new JudgedDraft([.. faults.Found.Select(f => Fault(draft.Name, f))], null, [], [], []);
        Policy policy = book.Parts.Policies[draft.Name];
        EffectiveSettings settings = book.EffectiveOf(policy);
        IReadOnlyList<DefinitionChange> changes = DefinitionChange.Between(before, after);
        return new JudgedDraft([], fleet.Impact(bookBefore, book), [.. changes.SelectMany(c => c.Fields)], settings.Lines(),
            [.. book.WindowsOf(settings).SelectMany(w => w.Next(fleet.Now, Openings)).OrderBy(o => o.StartsAt).Take(Openings)]);
    }

    private static FieldFault Fault(string name, DocFault fault)
    {
        string own = $"policies.{name}.";
        if (!fault.Where.StartsWith(own, StringComparison.OrdinalIgnoreCase)) return new FieldFault("", fault.Where == $"policies.{name}" ? fault.Sentence : $"{fault.Where}: {fault.Sentence}");
        string rest = fault.Where[own.Length..];
        string field = PolicyDraft.Fields.Select(f => f.Name).Where(f => rest == f || rest.StartsWith(f + ".", StringComparison.Ordinal) || rest.StartsWith(f + "[", StringComparison.Ordinal)).MaxBy(f => f.Length) ?? "";
        return new FieldFault(field, rest == field ? fault.Sentence : $"{rest[field.Length..].TrimStart('.')} {fault.Sentence}".Trim());
    }
}
