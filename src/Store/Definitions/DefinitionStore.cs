using Cockpit.Core.Definitions;
using Cockpit.Core.Ids;
using Cockpit.Core.Journal;
using Microsoft.Data.Sqlite;
using NodaTime;

namespace Cockpit.Store.Definitions;

/// <summary>One version of something that people defined under a name.</summary>
/// <param name="Version">1, 2, 3, ... of this kind and name, also over a removal.</param>
/// <param name="Body">A scope's expression, or JSON; null is the version that removed it.</param>
public sealed record DefinitionVersion(DefinitionKind Kind, string Name, int Version, string? Body, Instant At, string ByName);

/// <summary>Scopes, windows, templates, sites and policies in the file, with all their versions.</summary>
public static class DefinitionStore
{
    private const string Columns = "kind, name, version, body, at_us, by_name";

    /// <summary>What counts now, by kind and name; what was removed is not among it.</summary>
    public static List<DefinitionVersion> Definitions(this ReadTransaction t) => t.Connection.ReadAll(
        $"SELECT {Columns} FROM definition d WHERE body IS NOT NULL AND version = (SELECT max(version) FROM definition WHERE kind = d.kind AND name = d.name) ORDER BY kind, name", Make);

    /// <summary>What counts now of one kind, by name.</summary>
    public static List<DefinitionVersion> Definitions(this ReadTransaction t, DefinitionKind kind) => t.Connection.ReadAll(
        $"SELECT {Columns} FROM definition d WHERE kind = $kind AND body IS NOT NULL AND version = (SELECT max(version) FROM definition WHERE kind = d.kind AND name = d.name) ORDER BY name",
        Make, ("$kind", Word(kind)));

    /// <summary>Every version of one, newest first; empty where there never was one.</summary>
    public static List<DefinitionVersion> DefinitionHistory(this ReadTransaction t, DefinitionKind kind, string name) => t.Connection.ReadAll(
        $"SELECT {Columns} FROM definition WHERE kind = $kind AND name = $name ORDER BY version DESC", Make, ("$kind", Word(kind)), ("$name", name));

    /// <summary>Adds a version; the name keeps the letter case that it was first written with.</summary>
    /// <param name="body">Null removes it.</param>
    public static DefinitionVersion Define(this WriteTransaction t, DefinitionKind kind, string name, string? body, Actor by, Instant now)
    {
        DefinitionVersion? before = t.DefinitionHistory(kind, name).FirstOrDefault();
        var version = new DefinitionVersion(kind, before?.Name ?? name, (before?.Version ?? 0) + 1, body, now, by.Name);
        t.Connection.Execute(
            "INSERT INTO definition (kind, name, version, body, at_us, by_uid, by_name) VALUES ($kind, $name, $version, $body, $now, $uid, $by)",
            ("$kind", Word(kind)), ("$name", version.Name), ("$version", version.Version), ("$body", body), ("$now", JournalHash.Microseconds(now)), ("$uid", by.Uid), ("$by", by.Name));
        t.Append("definitions", $"{Word(kind)}.{(body is null ? "removed" : "set")}", AuditPayload.Write(by, json =>
        {
            json.WriteString("name", version.Name);
            json.WriteNumber("version", version.Version);
            json.WriteString("body", body);
        }), by, now);
        return version;
    }

    private static string Word(DefinitionKind kind) => kind.ToString().ToLowerInvariant();

    private static DefinitionVersion Make(SqliteDataReader r) => new(
        Enum.Parse<DefinitionKind>(r.GetString(0), ignoreCase: true), r.GetString(1), r.GetInt32(2), r.TextOrNull(3), JournalHash.FromMicroseconds(r.GetInt64(4)), r.GetString(5));
}
