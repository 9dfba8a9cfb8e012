using Cockpit.Operations.Notices;
using Cockpit.Store;
using NodaTime;

namespace Cockpit.Operations.Status;

/// <summary>What people should have been told and could not be, a line for each channel.</summary>
internal static class NoticeNeeds
{
    public static IEnumerable<Need> Of(ReadTransaction t, Instant now)
    {
        foreach (var channel in ManageNotices.Undelivered(t, now).GroupBy(u => u.Channel, StringComparer.OrdinalIgnoreCase))
        {
            UndeliveredLine last = channel.Last();
            string tries = $"{last.Tries} {(last.Tries == 1 ? "try" : "tries")}, {(last.NextAt is null ? "given up" : "tried again")}";
            yield return new Need("notice", channel.Key, null, $"{(channel.Count() == 1 ? "a notice was" : $"{channel.Count()} notices were")} not delivered, {tries}: {Printable.Line(last.Why, 120)}", channel.Min(u => u.Log.Count > 0 ? u.Log[0].At : (Instant?)null), null);
        }
    }
}
