using Cockpit.Core.Errors;
using Cockpit.Core.Scopes;
using Cockpit.Operations.Hosts;
using Cockpit.Store;
using Cockpit.Store.Hosts;
using NodaTime;

namespace Cockpit.Operations.Scopes;

/// <summary>Words of a file that a shell can complete. Whatever goes wrong with the file, there are none then: a shell is no place for errors.</summary>
public static class ReadWords
{
    /// <summary>What can stand at the end of an expression that is being typed, each with all that stands before it.</summary>
    public static IReadOnlyList<string> Expressions(Session session, string typed) => Quietly(session, t =>
    {
        Instant now = session.Now;
        List<ScopeSubject>? fleet = null;
        List<ScopeSubject> Fleet() => fleet ??= Hosts.Fleet.Read(t, now).ConvertAll(h => h.SubjectAt(now));
        ScopeCompletion found = ScopeCompletion.At(typed, typed.Length, fact => Fleet().SelectMany(s => fact.Read(s) ?? []), t.Hosts().SelectMany(h => h.Tags.Keys).Distinct(), ScopeBooks.Of(t));
        return [.. found.Words.Select(w => typed[..found.From] + w)];
    });

    public static IReadOnlyList<string> Scopes(Session session) => Quietly(session, t => [.. ScopeBooks.Of(t).Names]);

    public static IReadOnlyList<string> HostNames(Session session) => Quietly(session, t => [.. t.Hosts().Select(h => h.Name)]);

    private static IReadOnlyList<string> Quietly(Session session, Func<ReadTransaction, IReadOnlyList<string>> read)
    {
        if (!File.Exists(session.FilePath)) return [];
        try
        {
            return session.Read(read);
        }
        catch (CockpitException)
        {
            return [];
        }
    }
}
