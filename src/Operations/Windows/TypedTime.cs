using Cockpit.Core.Errors;
using Cockpit.Core.Windows;
using NodaTime;

namespace Cockpit.Operations.Windows;

/// <summary>Moments that people type.</summary>
internal static class TypedTime
{
    /// <param name="zone">The zone that was named beside it; null where none was.</param>
    /// <param name="ends">A date means the end of that day.</param>
    /// <exception cref="CockpitException">TIME_INVALID, ZONE_UNKNOWN.</exception>
    public static Instant Read(string text, FileZone file, string? zone, bool ends)
    {
        DateTimeZone? named = zone is null ? null : FileZone.Named(zone);
        return WrittenTime.Read(text, file.Zone, named, ends, out string? problem)
            ?? throw new CockpitException(WindowErrors.TimeInvalid.Because($"\"{Printable.Line(text, 40)}\": {(problem!.StartsWith('"') ? "a time without a zone could mean any." : "it is no time.")}"));
    }
}
