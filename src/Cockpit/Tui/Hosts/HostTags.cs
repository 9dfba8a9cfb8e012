using Cockpit.Core.Errors;
using Cockpit.Core.Hosts.Editing;
using Cockpit.Core.Operations;
using Cockpit.Operations.Hosts;
using Cockpit.Tui.Kit;

namespace Cockpit.Tui.Hosts;

/// <summary>Edits a host's tags on one line.</summary>
internal static class HostTags
{
    public static Question Question(string host, HostDetail? known)
    {
        string[] tags = [.. (known?.Tags ?? new Dictionary<string, string>()).OrderBy(t => t.Key, StringComparer.Ordinal).Select(t => t.Value.Length > 0 ? $"{t.Key}={t.Value}" : t.Key)];
        return new Question(HostOperations.Set,
            [$"TAGS OF {host}: {(tags.Length == 0 ? "none" : string.Join("  ", tags))}", " KEY or KEY=VALUE sets one, -KEY takes one away; several with blanks", " / on the page Why says first what a tag would change"],
            null, "Tags.", $"cockpit host set {host} --tag K=V --untag K");
    }

    public static Work Set(string host, string typed) => new("tags", c =>
    {
        string[] words = typed.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        // "+tag=legacy" and "-tag=ring", as on the page Why, mean the same here.
        string[] set = [.. words.Where(w => w[0] != '-').Select(w => Bare(w.TrimStart('+')))], gone = [.. words.Where(w => w[0] == '-').Select(w => Bare(w[1..]).Split('=')[0])];
        if (set.Concat(gone).Any(w => w.Length == 0)) throw new CockpitException(HostErrors.HostInvalid.Because("A tag has a key: KEY, KEY=VALUE, or -KEY to take it away."));
        SetHost.Run(c.Session, host, new HostFields(new Dictionary<string, string>(), set, gone));
        return new Told($"{host}: {string.Join(", ", set.Select(w => $"set {w}").Concat(gone.Select(w => $"took {w} away")))}.");
    });

    private static string Bare(string word) => word.StartsWith("tag=", StringComparison.OrdinalIgnoreCase) ? word[4..] : word;
}
