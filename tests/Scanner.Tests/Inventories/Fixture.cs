using System.Text;
using Cockpit.Core.Hosts.Editing;
using Cockpit.Scanner.Inventories;

namespace Cockpit.Scanner.Tests.Inventories;

/// <summary>Inventories beside these tests, and what was read of one as lines that a test can compare.</summary>
internal static class Fixture
{
    public static string Path(string name) => System.IO.Path.Combine(AppContext.BaseDirectory, "Inventories", "Fixtures", name);

    public static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    /// <summary>The files beside one, as an import finds them.</summary>
    public static InventoryParts Beside(string folder) => pattern =>
    {
        string path = System.IO.Path.Combine(folder, pattern);
        string? directory = System.IO.Path.GetDirectoryName(path);
        return !Directory.Exists(directory) ? [] : [.. Directory.EnumerateFiles(directory, System.IO.Path.GetFileName(path)).Order(StringComparer.Ordinal).Select(f => new InventoryPart(f, File.ReadAllBytes(f)))];
    };

    public static InventoryParts InMemory(params (string Name, string Text)[] files) => pattern => [.. files.Where(f => f.Name == pattern).Select(f => new InventoryPart(f.Name, Bytes(f.Text)))];

    /// <summary>"name field=value ... #tag @alias"</summary>
    public static string Line(HostRow row) => string.Join(' ', row.Fields.Values.OrderBy(v => v.Key, StringComparer.Ordinal).Select(v => $"{v.Key}={v.Value}").Prepend(row.Name)
        .Concat(row.Fields.Tags.Select(t => "#" + t)).Concat(row.Aliases.Select(a => "@" + a)));

    public static IEnumerable<string> Lines(InventoryFile file) => file.Rows.Select(Line);
}
