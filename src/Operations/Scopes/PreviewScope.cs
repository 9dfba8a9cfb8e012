using Cockpit.Core.Errors;
using Cockpit.Core.Scopes;
using Cockpit.Operations.Hosts;
using Cockpit.Store;
using NodaTime;

namespace Cockpit.Operations.Scopes;

/// <summary>A host of which the scope cannot tell whether it is a member, with the facts that are not set.</summary>
public sealed record UnknownMember(string Name, IReadOnlyList<string> Unset);

/// <param name="Name">The named scope that was asked for; null for an expression.</param>
/// <param name="At">The moment that ages were counted from, where another one than now was named.</param>
public sealed record ScopePreview(string Expression, int Count, IReadOnlyList<string> Hosts, IReadOnlyList<UnknownMember> Unknown, string? Name, Instant? At);

/// <summary>Lists the hosts that a scope selects, and those that it cannot judge.</summary>
public static class PreviewScope
{
    /// <param name="text">An expression or the name of a scope.</param>
    /// <param name="at">What ages and times left are counted from; null is now. What is known of the hosts is what is known now.</param>
    /// <exception cref="CockpitException">SCOPE_SYNTAX, SCOPE_CYCLE and the file codes.</exception>
    public static ScopePreview Run(Session session, string text, Instant? at = null)
    {
        if (!ScopeBook.MayBeName(text)) ScopeBooks.RefuseMistake(session, text);
        return session.Read(t =>
        {
            ScopeBook book = ScopeBooks.Of(t);
            Scope scope = book.Resolve(text);
            string? name = book.NameOf(text);
            return Of(t, scope, name is null ? text : book.ExpressionOf(name)!, name, session.Now, at);
        });
    }

    internal static ScopePreview Of(ReadTransaction t, Scope scope, string expression, string? name, Instant now, Instant? at = null)
    {
        var judged = Fleet.Read(t, now).ConvertAll(h => (h.Host.Name, Membership: scope.Of(h.SubjectAt(now) with { Now = at ?? now })));
        List<string> members = [.. judged.Where(j => j.Membership.Verdict == Truth.Yes).Select(j => j.Name)];
        return new ScopePreview(expression, members.Count, members,
            [.. judged.Where(j => j.Membership.Verdict == Truth.Unknown).Select(j => new UnknownMember(j.Name, j.Membership.Unset))], name, at);
    }
}
