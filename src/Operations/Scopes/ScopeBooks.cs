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
        if (Scope.TryParse(expression, out Scope scope, out _)) return scope;
        RefuseMistake(session, expression);
        return Scope.Parse(expression, Of(session));
    }

    /// <summary>Where there is no file, a mistake that no file would mend is still told as what it is.</summary>
    /// <exception cref="CockpitException">SCOPE_SYNTAX with the column.</exception>
    internal static void RefuseMistake(Session session, string expression)
    {
        if (!File.Exists(session.FilePath) && !Scope.TryParse(expression, out _, out ScopeSyntaxError? error) && !error!.IsOfName) throw new CockpitException(error.Fault);
    }
}
