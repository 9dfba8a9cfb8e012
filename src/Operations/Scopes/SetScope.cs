using Cockpit.Core.Definitions;
using Cockpit.Core.Errors;
using Cockpit.Core.Ids;
using Cockpit.Core.Operations;
using Cockpit.Core.Scopes;
using Cockpit.Operations.Policies;
using Cockpit.Store;
using Cockpit.Store.Definitions;
using NodaTime;

namespace Cockpit.Operations.Scopes;

/// <summary>A scope as it was set, with whom it selects.</summary>
/// <param name="Changed">False where it had this expression already, and then no version was made.</param>
/// <param name="Joined">Hosts that it selects now and did not before; all of them for a new scope.</param>
/// <param name="Left">Hosts that it selected before.</param>
public sealed record ScopeChange(
    string Name, string Expression, int Version, bool Changed, int Count, IReadOnlyList<string> Hosts, IReadOnlyList<UnknownMember> Unknown, IReadOnlyList<string> Joined, IReadOnlyList<string> Left);

/// <summary>Gives an expression a name. What stands on the scope must still be able to.</summary>
public static class SetScope
{
    /// <summary>Named scopes of one file. Each call that selects hosts reads them all.</summary>
    private const int Most = 1_000;

    /// <exception cref="CockpitException">USAGE for a name that cannot be one; SCOPE_SYNTAX, SCOPE_CYCLE; SCOPE_IN_USE where something that uses it could then not be read; POLICY_CONFLICT where policies would tie on a host.</exception>
    public static ScopeChange Run(Session session, string name, string expression)
    {
        if (DefinitionName.Problem(name) is { } problem) throw new CockpitException(CallErrors.Usage.Because(problem));
        // A mistake makes no file.
        if (!File.Exists(session.FilePath)) Scope.Parse(expression);
        return session.For(ScopeOperations.Set).Write(t => Set(t, session, name, expression), FileAccessMode.Create);
    }

    private static ScopeChange Set(WriteTransaction t, Session session, string name, string expression)
    {
        (Actor by, Instant now) = (session.Actor, session.Now);
        ScopeBook before = ScopeBooks.Of(t);
        string? known = before.NameOf(name);
        if (known is null && before.Count >= Most) throw new CockpitException(CallErrors.Usage.Because($"The file has {before.Count:N0} scopes, {Most:N0} are allowed.", "Remove those that nothing uses: cockpit scope list."));
        ScopeBook after = before.With(known ?? name, expression);
        if (after.Problems.FirstOrDefault(p => p.Name.Equals(name, StringComparison.OrdinalIgnoreCase)) is { } wrong) throw new CockpitException(wrong.Error.Fault);
        RefuseToBreak(t, before, after, name);
        // A scope moves hosts from policy to policy: what a file of policies may not do, it may not do either.
        if (ScopeUses.InPolicies(t).Count > 0) ApplyPolicies.RefuseConflicts(ApplyPolicies.Judge(t, session, parts => parts with { Scopes = parts.Scopes.SetItem(known ?? name, expression) }, dryRun: true));

        Scope scope = after.Resolve(name);
        ScopePreview preview = PreviewScope.Of(t, scope, expression, known ?? name, now);
        IReadOnlyList<string> old = known is not null && before.TryResolve(known, out Scope was, out _) ? PreviewScope.Of(t, was, "", known, now).Hosts : [];
        bool changed = known is null || before.ExpressionOf(known) != expression;
        DefinitionVersion version = changed ? t.Define(DefinitionKind.Scope, known ?? name, expression, by, now) : t.DefinitionHistory(DefinitionKind.Scope, name)[0];
        return new ScopeChange(version.Name, expression, version.Version, changed, preview.Count, preview.Hosts, preview.Unknown, [.. preview.Hosts.Except(old)], [.. old.Except(preview.Hosts)]);
    }

    /// <summary>Other scopes and policies that could be used before and could not after.</summary>
    private static void RefuseToBreak(ReadTransaction t, ScopeBook before, ScopeBook after, string name)
    {
        List<string> broken = [.. after.Problems.Select(p => p.Name).Except(before.Problems.Select(p => p.Name), StringComparer.OrdinalIgnoreCase).Select(n => $"scope {n}")];
        foreach (ScopeUse use in ScopeUses.InPolicies(t))
        {
            // A policy chooses by what is known of a host, never by what policies make of it.
            if (use.Text is { } text && Chooses(before, text) && !Chooses(after, text)) broken.Add(use.By);
        }
        if (broken.Count > 0)
            throw new CockpitException(ScopeErrors.ScopeInUse.Because($"With this expression {Printable.Line(name, DefinitionName.MaxLength)} can no longer stand where it is used: {string.Join(", ", broken.Distinct().Take(10))}{(broken.Count > 10 ? $" and {broken.Count - 10} more" : "")}.", "A policy's scope must not ask for state or due, and scopes that name one another have a bound. Change what uses it first."));
    }

    private static bool Chooses(ScopeBook book, string text) => book.TryResolve(text, out Scope scope, out _) && !scope.Facts.Any(f => f.RestsOnPolicies);
}
