using Cockpit.Core.Definitions;
using Cockpit.Core.Errors;
using Cockpit.Core.Scopes;
using Cockpit.Store;
using Cockpit.Store.Definitions;

namespace Cockpit.Operations.Scopes;

/// <summary>The named scopes of a file: the one place where they are read.</summary>
public static class ScopeBooks
{
    /// <exception cref="CockpitException">FILE_MISSING and the other file codes.</exception>
    public static ScopeBook Of(Session session) => session.Read(Of);

    internal static ScopeBook Of(ReadTransaction t) => ScopeBook.Of(t.Definitions(DefinitionKind.Scope).Select(d => KeyValuePair.Create(d.Name, d.Body!)));

    /// <summary>The scope that a person typed; null is every host. The file is read only where the expression cannot be read without its scopes.</summary>
    /// <exception cref="CockpitException">SCOPE_SYNTAX with the column, SCOPE_CYCLE with the names, and the file codes.</exception>
    public static Scope Parse(Session session, string? expression)
    {
        if (expression is null) return Scope.Everything;
        return Scope.TryParse(expression, out Scope scope, out _) ? scope : Scope.Parse(expression, Of(session));
    }
}
