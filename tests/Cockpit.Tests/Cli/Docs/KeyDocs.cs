using System.Text;
using Cockpit.Core.Operations;
using Cockpit.Tui;
using Cockpit.Tui.Kit;

namespace Cockpit.Cockpit.Tests.Cli.Docs;

/// <summary>Writes docs/KEYS.md from the operations' own records.</summary>
internal static class KeyDocs
{
    public static string Write()
    {
        var text = new StringBuilder("""
            # Keys

            Generated from the operations' own records; a test fails when it is stale. `?` on any screen lists the keys that are on there, and says of
            the others why they are off.

            A lower-case key acts at once. An upper-case key changes servers or decides, so it shows what it will do and wants a typed word. The screens
            open read-only; `O` makes you operator. Stopping (`p`, `H`) never waits for that.

            ## Screens

            | key | screen |
            |---|---|

            """);
        foreach (var place in Places.All()) text.Append($"| `{place.Key}` | {place.Name}{(place.Make is null ? ", not in this version" : "")} |\n");
        text.Append("\n## Everywhere\n\n| key | what it does |\n|---|---|\n");
        foreach (var (key, help) in Overlays.Global.Concat(Overlays.Moves)) text.Append($"| `{key}` | {help} |\n");
        text.Append("\n## What can be done\n\n| key | what it does | asks | the command |\n|---|---|---|---|\n");
        foreach (Operation o in OperationTable.All.Where(o => o.Key is not null).OrderBy(o => char.ToLowerInvariant(o.Key!.Value)).ThenBy(o => o.Key).ThenBy(o => o.Verb, StringComparer.Ordinal))
            text.Append($"| `{o.Key}` | {o.Help} | {(o.Asks ? "yes" : "")} | `cockpit {o.Verb}` |\n");
        return text.ToString();
    }
}
