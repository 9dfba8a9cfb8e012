using Cockpit.Core.Scopes;
using Cockpit.Operations.Hosts;

namespace Cockpit.Operations.Scopes;

/// <summary>A host of which the scope cannot tell whether it is a member, with the facts that are not set.</summary>
public sealed record UnknownMember(string Name, IReadOnlyList<string> Unset);

public sealed record ScopePreview(string Expression, int Count, IReadOnlyList<string> Hosts, IReadOnlyList<UnknownMember> Unknown);

/// <summary>Lists the hosts that a scope selects, and those that it cannot judge.</summary>
public static class PreviewScope
{
    public static ScopePreview Run(Session session, Scope scope) => session.Read(t =>
    {
        var judged = Fleet.Read(t, session.Now).ConvertAll(h => (h.Host.Name, Membership: scope.Of(h.SubjectAt(session.Now))));
        List<string> members = [.. judged.Where(j => j.Membership.Verdict == Truth.Yes).Select(j => j.Name)];
        return new ScopePreview(scope.Expression, members.Count, members,
            [.. judged.Where(j => j.Membership.Verdict == Truth.Unknown).Select(j => new UnknownMember(j.Name, j.Membership.Unset))]);
    });
}
