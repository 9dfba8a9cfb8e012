using Cockpit.Core.Definitions;
using Cockpit.Core.Errors;
using Cockpit.Core.Operations;
using Cockpit.Core.Scopes;
using Cockpit.Store;
using Cockpit.Store.Definitions;
using Cockpit.Core.Suggestions;

namespace Cockpit.Operations.Scopes;

/// <summary>The name of a scope that was removed.</summary>
public sealed record RemovedScope(string Name);

/// <summary>Removes a named scope that nothing uses.</summary>
public static class RemoveScope
{
    /// <exception cref="CockpitException">SCOPE_UNKNOWN; SCOPE_IN_USE with what uses it.</exception>
    public static RemovedScope Run(Session session, string name) => session.For(ScopeOperations.Remove).Write(t =>
    {
        ScopeBook book = ScopeBooks.Of(t);
        string known = book.NameOf(name) ?? throw Unknown(book, name);
        List<string> users = ScopeUses.Of(book, ScopeUses.InPolicies(t), known);
        if (users.Count > 0) throw new CockpitException(ScopeErrors.ScopeInUse.Because($"The scope {known} is used by {string.Join(", ", users.Take(10))}{(users.Count > 10 ? $" and {users.Count - 10} more" : "")}."));
        t.Define(DefinitionKind.Scope, known, null, session.Actor, session.Now);
        return new RemovedScope(known);
    });

    private static CockpitException Unknown(ScopeBook book, string name)
    {
        string shown = Printable.Line(name, DefinitionName.MaxLength);
        string? near = Nearest.To(name, book.Names);
        return new CockpitException(near is null ? ScopeErrors.ScopeUnknown.Because($"There is no scope {shown}.") : ScopeErrors.ScopeUnknown.Because($"There is no scope {shown}.", $"Did you mean {near}?"));
    }
}
