using Cockpit.Core.Scopes;

namespace Cockpit.Core.Policies.Explaining;

/// <summary>Which single tag would bring another policy to a host: every tag that a scope of a policy asks for is tried, one at a time.</summary>
internal static class NearMisses
{
    /// <summary>More would be no help to read.</summary>
    private const int Most = 10;

    /// <summary>Tags of all scopes together that are tried.</summary>
    private const int MostTried = 200;

    public static IReadOnlyList<TagChange> Of(PolicyBook book, ScopeSubject host, PolicyStanding now)
    {
        var changes = new List<TagChange>();
        foreach (TagEdit edit in Edits(book, host).Take(MostTried))
        {
            PolicyStanding then = Precedence.Of(book, host with { Host = edit.Apply(host.Host) });
            if (then.Status == now.Status && then.Winner?.Name == now.Winner?.Name && then.Tied.SequenceEqual(now.Tied)) continue;
            changes.Add(new TagChange(edit.ToString(), then.Status, then.Winner?.Name, then.Rule));
            if (changes.Count == Most) break;
        }
        return changes;
    }

    private static IEnumerable<TagEdit> Edits(PolicyBook book, ScopeSubject host)
    {
        var tests = book.Policies.Select(book.ScopeOf).OfType<Scope>().SelectMany(s => s.TagTests).Distinct().OrderBy(t => t.Key, StringComparer.OrdinalIgnoreCase).ThenBy(t => t.Value, StringComparer.OrdinalIgnoreCase);
        var gone = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (TagTest test in tests)
        {
            string? key = host.Host.Tags.Keys.FirstOrDefault(k => string.Equals(k, test.Key, StringComparison.OrdinalIgnoreCase));
            if (key is not null && gone.Add(key)) yield return new TagEdit(Adds: false, key, "");
            if (key is null || (test.Value.Length > 0 && !string.Equals(host.Host.Tags[key], test.Value, StringComparison.OrdinalIgnoreCase))) yield return new TagEdit(Adds: true, key ?? test.Key, test.Value);
        }
    }
}
