using System.Text.Json;
using Cockpit.Core.Errors;
using Cockpit.Core.Ids;
using Cockpit.Core.Journal;
using Cockpit.Core.Notices;
using NodaTime;

namespace Cockpit.Store.Notices;

/// <summary>The channels of a file. They hold no secrets, only where each comes from.</summary>
public static class ChannelStore
{
    /// <summary>By name.</summary>
    public static List<NoticeChannel> NoticeChannels(this ReadTransaction t) => t.Connection.ReadAll("SELECT body FROM notice_channel ORDER BY name", r => Make(r.GetString(0)));

    public static void SetNoticeChannel(this WriteTransaction t, NoticeChannel c, Actor by, Instant now)
    {
        t.Connection.Execute("INSERT OR REPLACE INTO notice_channel (name, body, at_us, by_uid, by_name) VALUES ($name, $body, $now, $uid, $by)",
            ("$name", c.Name), ("$body", JsonSerializer.Serialize(c, NoticeJson.Default.NoticeChannel)), ("$now", JournalHash.Microseconds(now)), ("$uid", by.Uid), ("$by", by.Name));
        t.Append("notices", "channel.set", AuditPayload.Write(by, json =>
        {
            json.WriteString("name", c.Name);
            json.WriteString("where", c.Where);
        }), by, now);
    }

    /// <summary>Removes it; what waited for it is dropped.</summary>
    public static void RemoveNoticeChannel(this WriteTransaction t, string name, Actor by, Instant now)
    {
        t.Connection.Execute("DELETE FROM notice_channel WHERE name = $name", ("$name", name));
        t.Connection.Execute("UPDATE notice_delivery SET next_at_us = NULL, ended_at_us = $now, why = 'the channel was removed' WHERE channel = $name AND next_at_us IS NOT NULL", ("$name", name), ("$now", JournalHash.Microseconds(now)));
        t.Append("notices", "channel.removed", AuditPayload.Write(by, json => json.WriteString("name", name)), by, now);
    }

    private static NoticeChannel Make(string body)
    {
        try
        {
            return JsonSerializer.Deserialize(body, NoticeJson.Default.NoticeChannel) ?? throw new JsonException();
        }
        catch (JsonException e)
        {
            throw new CockpitException(FileErrors.FileDamaged.Because("A channel in the file cannot be read."), e);
        }
    }
}
