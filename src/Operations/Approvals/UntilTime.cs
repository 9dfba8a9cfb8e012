using Cockpit.Core.Errors;
using Cockpit.Operations.Windows;
using NodaTime;

namespace Cockpit.Operations.Approvals;

/// <summary>Reads until when something holds, as a person typed it.</summary>
public static class UntilTime
{
    /// <summary>"2026-12-31" ends with that day in the file's zone; "2026-12-31T12:00:00Z" ends then.</summary>
    /// <exception cref="CockpitException">TIME_INVALID.</exception>
    public static Instant Read(Session session, string text) => TypedTime.Read(text, FileZone.Read(session), zone: null, ends: true);
}
