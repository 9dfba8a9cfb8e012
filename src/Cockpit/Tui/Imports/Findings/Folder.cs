using Cockpit.Tui.Kit;
using Cockpit.Tui.Terminal;
using NodaTime;

namespace Cockpit.Tui.Imports.Findings;

/// <summary>A file or folder that a typed path may mean.</summary>
public sealed record FolderEntry(string Name, bool IsFolder, long Bytes, Instant ChangedAt);

/// <summary>What stands in a folder.</summary>
/// <param name="Typed">The folder as the person wrote it, up to its last "/"; empty for the current one.</param>
/// <param name="Entries">Folders first, then by name.</param>
/// <param name="Trouble">Why it cannot be listed.</param>
public sealed record Folder(string Typed, IReadOnlyList<FolderEntry> Entries, string? Trouble)
{
    /// <summary>A folder with more is listed in part; typing narrows nothing down then, but a path still works.</summary>
    private const int MostEntries = 5_000;

    /// <summary>The part of a path that names the folder.</summary>
    public static string Of(string path) => path[..(path.LastIndexOf('/') + 1)];

    /// <summary>"~" is the home folder.</summary>
    public static string Full(string path) =>
        path == "~" || path.StartsWith("~/", StringComparison.Ordinal) ? (Environment.GetEnvironmentVariable("HOME") ?? "") + path[1..] : path;

    /// <summary>Entries that begin with what is typed behind the folder; hidden ones only where the dot is typed.</summary>
    public IReadOnlyList<FolderEntry> Matching(string path)
    {
        string start = path[Typed.Length..];
        return [.. Entries.Where(e => e.Name.StartsWith(start, StringComparison.Ordinal) && (start.Length > 0 || e.Name[0] != '.'))];
    }

    /// <summary>The path with as much put in as all that match share; a folder alone gets its "/".</summary>
    public string Completed(string path)
    {
        IReadOnlyList<FolderEntry> found = Matching(path);
        if (found.Count == 0) return path;
        string shared = found[0].Name;
        foreach (FolderEntry entry in found)
        {
            int same = 0;
            while (same < Math.Min(shared.Length, entry.Name.Length) && shared[same] == entry.Name[same]) same++;
            shared = shared[..same];
        }
        if (shared.Length > 0 && char.IsHighSurrogate(shared[^1])) shared = shared[..^1];
        return $"{Typed}{shared}{(found.Count == 1 && found[0].IsFolder ? "/" : "")}";
    }

    public static Work Reading(string typed) => new("folder", _ =>
    {
        try
        {
            var folder = new DirectoryInfo(typed.Length == 0 ? "." : Full(typed));
            FolderEntry[] entries = [.. folder.EnumerateFileSystemInfos().Take(MostEntries)
                // A name with a sign that is not shown could not be told from another.
                .Where(e => e.Name.Length <= LineEditor.MaxLength && SafeText.Runes(e.Name).Sum(r => r.Utf16SequenceLength) == e.Name.Length)
                .Select(e => new FolderEntry(e.Name, e is DirectoryInfo, e is FileInfo file ? file.Length : 0, Instant.FromDateTimeUtc(e.LastWriteTimeUtc)))
                .OrderBy(e => !e.IsFolder).ThenBy(e => e.Name, StringComparer.Ordinal)];
            return new FolderRead(new Folder(typed, entries, null));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return new FolderRead(new Folder(typed, [], e is UnauthorizedAccessException ? "You may not read this folder." : "There is no such folder."));
        }
    });
}

/// <summary>A folder as it is now.</summary>
public sealed record FolderRead(Folder Folder) : Message;
