using Cockpit.Core.Ids;
using NodaTime;

namespace Cockpit.Core.Windows;

/// <summary>A time in which nothing starts, whoever asks. It binds starts by hand too.</summary>
/// <param name="Name">A name that a person gave, or the title of a calendar entry; safe to show only through Printable.</param>
/// <param name="Scope">The expression that chooses the hosts; empty is every host. A host of which the answer is unknown is frozen: no answer is no.</param>
/// <param name="EndsAt">Exclusive.</param>
/// <param name="Reason">Why, in the words of who made it.</param>
/// <param name="Source">The UID of the calendar entry that it came from, or null where a person typed it.</param>
public sealed record Freeze(FreezeId Id, string Name, string Scope, Instant StartsAt, Instant EndsAt, string Reason, string By, string? Source)
{
    public bool IsOnAt(Instant now) => now >= StartsAt && now < EndsAt;
}
