using Cockpit.Core.Definitions;
using Cockpit.Core.Errors;
using Cockpit.Core.Scopes;
using Cockpit.Operations.Hosts;
using Cockpit.Store;
using Cockpit.Store.Definitions;
using NodaTime;

namespace Cockpit.Operations.Scopes;

/// <summary>A named scope as a list shows it.</summary>
/// <param name="Count">Its members now; null where it cannot be used.</param>
/// <param name="Unknown">Hosts that it cannot judge, which are no members; null where it cannot be used.</param>
/// <param name="UsedBy">"scope web", "policy prod".</param>
/// <param name="Problem">Why it cannot be used; null where it can.</param>
public sealed record ScopeLine(string Name, string Expression, int? Count, int? Unknown, IReadOnlyList<string> UsedBy, int Version, Instant SetAt, string SetBy, string? Problem);

public sealed record ScopeList(IReadOnlyList<ScopeLine> Scopes);

/// <summary>Lists the named scopes, by name.</summary>
public static class ListScopes
{
    /// <exception cref="CockpitException">The file codes.</exception>
    public static ScopeList Run(Session session) => session.Read(t =>
    {
        List<DefinitionVersion> definitions = t.Definitions(DefinitionKind.Scope);
        ScopeBook book = ScopeBooks.Of(t);
        List<ScopeUse> policies = ScopeUses.InPolicies(t);
        Instant now = session.Now;
        List<ScopeSubject> fleet = definitions.Count == 0 ? [] : Fleet.Read(t, now).ConvertAll(h => h.SubjectAt(now));
        return new ScopeList(definitions.ConvertAll(d =>
        {
            bool usable = book.TryResolve(d.Name, out Scope scope, out ScopeSyntaxError? error);
            List<Truth> verdicts = usable ? fleet.ConvertAll(h => scope.Of(h).Verdict) : [];
            return new ScopeLine(
                d.Name, d.Body!, usable ? verdicts.Count(v => v == Truth.Yes) : null, usable ? verdicts.Count(v => v == Truth.Unknown) : null,
                ScopeUses.Of(book, policies, d.Name), d.Version, d.At, d.ByName, error?.Fault.What);
        }));
    });
}
