using Cockpit.Core.Errors;
using Cockpit.Core.Hosts;
using Cockpit.Core.Ids;
using Cockpit.Core.Journal;
using Microsoft.Data.Sqlite;
using NodaTime;

namespace Cockpit.Store.Hosts;

/// <summary>The hosts of a file. Names are unique without regard to case.</summary>
public static class HostStore
{
    private const string Columns =
        "id, name, address, port, user_name, transport, environment, role, ha_group, criticality, exposure, identity_file, owner, phone, console, via, credential, ssh";

    public static List<Host> Hosts(this ReadTransaction t) => Read(t, "removed_at_us IS NULL ORDER BY name", "SELECT host_id, key, value FROM host_tag");

    /// <summary>Some hosts, in no order.</summary>
    public static List<Host> Hosts(this ReadTransaction t, IReadOnlyCollection<HostId> some) => Read(t,
        "removed_at_us IS NULL AND id IN (SELECT value FROM json_each($ids))", "SELECT host_id, key, value FROM host_tag WHERE host_id IN (SELECT value FROM json_each($ids))", ("$ids", $"[{string.Join(',', some.Select(h => h.Value))}]"));

    /// <summary>The hosts of an environment, whatever its case.</summary>
    public static List<HostId> HostsOfEnvironment(this ReadTransaction t, string environment) => t.Connection.ReadAll(
        "SELECT id FROM host WHERE removed_at_us IS NULL AND environment = $environment COLLATE NOCASE", r => new HostId(r.GetInt64(0)), ("$environment", environment));

    /// <summary>The hosts whose last scan result has a higher number than this.</summary>
    internal static List<Host> HostsScannedAfter(this ReadTransaction t, long lastScan) => Read(t,
        "removed_at_us IS NULL AND last_scan_id > $after", "SELECT host_id, key, value FROM host_tag WHERE host_id IN (SELECT id FROM host WHERE removed_at_us IS NULL AND last_scan_id > $after)", ("$after", lastScan));

    private static List<Host> Read(ReadTransaction t, string where, string tagQuery, params ReadOnlySpan<(string, object?)> values)
    {
        var tags = new Dictionary<long, Dictionary<string, string>>();
        t.Connection.ReadAll(tagQuery, r =>
        {
            if (!tags.TryGetValue(r.GetInt64(0), out var of)) tags[r.GetInt64(0)] = of = [];
            return of[r.GetString(1)] = r.GetString(2);
        }, values);
        var aliases = t.Connection.ReadAll("SELECT host_id, name FROM host_alias ORDER BY name", r => (Host: r.GetInt64(0), Name: r.GetString(1))).ToLookup(a => a.Host, a => a.Name);
        return t.Connection.ReadAll($"SELECT {Columns} FROM host WHERE {where}",
            r => Make(r, tags.GetValueOrDefault(r.GetInt64(0)) ?? [], aliases[r.GetInt64(0)].ToArray()), values);
    }

    /// <summary>The host with this name, else the one that has it as a further name, or null.</summary>
    public static Host? FindHost(this ReadTransaction t, string name)
    {
        Host? host = null;
        const string byAlias = "SELECT host_id FROM host_alias WHERE name = $name";
        if (!t.Connection.ReadOne($"SELECT {Columns} FROM host WHERE removed_at_us IS NULL AND name = $name", Take, ("$name", name)))
            t.Connection.ReadOne($"SELECT {Columns} FROM host WHERE removed_at_us IS NULL AND id = ({byAlias})", Take, ("$name", name));
        return host;

        void Take(SqliteDataReader r) => host = Make(r, Tags(t, r.GetInt64(0)), Aliases(t, r.GetInt64(0)));
    }

    /// <summary>The name of every host that ever was, by its number: the journal names hosts by number.</summary>
    public static Dictionary<HostId, string> HostNames(this ReadTransaction t) =>
        t.Connection.ReadAll("SELECT id, name FROM host", r => (Id: new HostId(r.GetInt64(0)), Name: r.GetString(1))).ToDictionary(h => h.Id, h => h.Name);

    /// <summary>Adds a host; its <see cref="Host.Id"/> is given here. HOST_EXISTS when the name is taken.</summary>
    public static Host AddHost(this WriteTransaction t, Host host, Actor by, Instant now)
    {
        if (t.FindHost(host.Name) is { } there)
            throw new CockpitException(HostErrors.HostExists.Because(there.Name.Equals(host.Name, StringComparison.OrdinalIgnoreCase) ? $"There is a host {host.Name} already." : $"{host.Name} is another name of the host {there.Name}."));
        t.Connection.Execute(
            $"INSERT INTO host (name, address, port, user_name, transport, environment, role, ha_group, criticality, exposure, identity_file, owner, phone, console, via, credential, ssh, added_at_us) VALUES ({Placeholders}, $now)",
            [.. Values(host), ("$now", JournalHash.Microseconds(now))]);
        host = host with { Id = new HostId(t.Connection.LastInsertRowId()) };
        WriteTags(t, host);
        WriteAliases(t, host);
        t.AppendHostEvent(host.Id, "host.added", HostJson.Payload(by, host), by, now);
        return host;
    }

    /// <summary>Writes every field of a host that exists.</summary>
    public static void ChangeHost(this WriteTransaction t, Host host, Actor by, Instant now)
    {
        WriteFields(t, host);
        t.AppendHostEvent(host.Id, "host.changed", HostJson.Payload(by, host), by, now);
    }

    private static void WriteFields(WriteTransaction t, Host host)
    {
        t.Connection.Execute(
            "UPDATE host SET name = $name, address = $address, port = $port, user_name = $user, transport = $transport, environment = $environment, role = $role, ha_group = $ha, " +
            "criticality = $criticality, exposure = $exposure, identity_file = $identity, owner = $owner, phone = $phone, console = $console, via = $via, credential = $credential, ssh = $ssh WHERE id = $id",
            [.. Values(host), ("$id", host.Id.Value)]);
        WriteTags(t, host);
        WriteAliases(t, host);
    }

    /// <summary>Writes the host that stays after a merge, with the one event of it.</summary>
    internal static void WriteMergedHost(this WriteTransaction t, Host joined, Host from, Actor by, Instant now)
    {
        WriteFields(t, joined);
        t.AppendHostEvent(joined.Id, "host.merged", HostJson.Payload(by, joined, from), by, now);
    }

    /// <summary>Takes a host out. Its history stays and its names become free.</summary>
    public static void RemoveHost(this WriteTransaction t, Host host, Actor by, Instant now)
    {
        t.Connection.Execute("UPDATE host SET removed_at_us = $now WHERE id = $id", ("$now", JournalHash.Microseconds(now)), ("$id", host.Id.Value));
        t.Connection.Execute("DELETE FROM host_alias WHERE host_id = $id", ("$id", host.Id.Value));
        t.AppendHostEvent(host.Id, "host.removed", HostJson.Payload(by, host), by, now);
    }

    private const string Placeholders = "$name, $address, $port, $user, $transport, $environment, $role, $ha, $criticality, $exposure, $identity, $owner, $phone, $console, $via, $credential, $ssh";

    private static (string, object?)[] Values(Host h) =>
    [
        ("$name", h.Name), ("$address", h.Address), ("$port", h.Port), ("$user", h.User), ("$transport", h.Transport.ToString().ToLowerInvariant()),
        ("$environment", h.Environment), ("$role", h.Role), ("$ha", h.HaGroup), ("$criticality", h.Criticality),
        ("$exposure", h.Exposure?.ToString().ToLowerInvariant()), ("$identity", h.Identity), ("$owner", h.Owner), ("$phone", h.Phone), ("$console", h.Console),
        ("$via", h.Via), ("$credential", h.Credential), ("$ssh", h.Ssh?.ToString().ToLowerInvariant()),
    ];

    private static void WriteTags(WriteTransaction t, Host host)
    {
        t.Connection.Execute("DELETE FROM host_tag WHERE host_id = $id", ("$id", host.Id.Value));
        foreach (var (key, value) in host.Tags)
            t.Connection.Execute("INSERT INTO host_tag (host_id, key, value) VALUES ($id, $key, $value)", ("$id", host.Id.Value), ("$key", key), ("$value", value));
    }

    private static void WriteAliases(WriteTransaction t, Host host)
    {
        t.Connection.Execute("DELETE FROM host_alias WHERE host_id = $id", ("$id", host.Id.Value));
        foreach (string alias in host.Aliases)
            t.Connection.Execute("INSERT INTO host_alias (name, host_id) VALUES ($name, $id)", ("$name", alias), ("$id", host.Id.Value));
    }

    private static string[] Aliases(ReadTransaction t, long id) =>
        t.Connection.ReadAll("SELECT name FROM host_alias WHERE host_id = $id ORDER BY name", r => r.GetString(0), ("$id", id)).ToArray();

    private static Dictionary<string, string> Tags(ReadTransaction t, long id) =>
        t.Connection.ReadAll("SELECT key, value FROM host_tag WHERE host_id = $id", r => (r.GetString(0), r.GetString(1)), ("$id", id)).ToDictionary(p => p.Item1, p => p.Item2);

    private static Host Make(SqliteDataReader r, Dictionary<string, string> tags, IReadOnlyList<string> aliases) => new(
        new HostId(r.GetInt64(0)), r.GetString(1), r.GetString(2), r.GetInt32(3), r.TextOrNull(4), Enum.Parse<Transport>(r.GetString(5), ignoreCase: true),
        r.TextOrNull(6), r.TextOrNull(7), tags, r.TextOrNull(8), (int?)r.NumberOrNull(9),
        r.TextOrNull(10) is { } exposure ? Enum.Parse<Exposure>(exposure, ignoreCase: true) : null,
        r.TextOrNull(11), r.TextOrNull(12), r.TextOrNull(13), r.TextOrNull(14))
    {
        Via = r.TextOrNull(15),
        Credential = r.TextOrNull(16),
        Ssh = r.TextOrNull(17) is { } ssh ? Enum.Parse<SshChoice>(ssh, ignoreCase: true) : null,
        Aliases = aliases,
    };
}
