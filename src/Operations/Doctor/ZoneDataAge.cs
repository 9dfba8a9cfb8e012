using System.Globalization;
using System.Text.RegularExpressions;
using NodaTime;

namespace Cockpit.Operations.Doctor;

/// <summary>Whether the program's time zone data may miss a change that a government made since.</summary>
internal static partial class ZoneDataAge
{
    /// <summary>Releases come several times a year; after more than a year one that matters is likely.</summary>
    private static readonly Duration Oldest = Duration.FromDays(400);

    /// <summary>Where Linux distributions keep the release of their data: a first line "# version 2026b", or the word alone.</summary>
    private static readonly string[] SystemFiles = ["/usr/share/zoneinfo/tzdata.zi", "/usr/share/zoneinfo/+VERSION"];

    /// <param name="ours">Such as "2026b".</param>
    /// <param name="system">The machine's, or null where it is not known.</param>
    /// <returns>A sentence, or null where there is no doubt.</returns>
    public static string? Doubt(string ours, string? system, Instant now)
    {
        if (system is not null && string.CompareOrdinal(system, ours) > 0) return $"This machine has the newer {system}: where a zone changed in it, windows could open at another hour than clocks there say.";
        // A release has no date in its name; a year has at most ten or so, so its letter says little more than the year.
        if (!int.TryParse(ours.AsSpan(0, Math.Min(4, ours.Length)), NumberStyles.None, CultureInfo.InvariantCulture, out int year)) return "Its age is not known.";
        Instant released = Instant.FromUtc(year, Math.Clamp(1 + (ours.Length > 4 ? (ours[4] - 'a') * 2 : 0), 1, 12), 1, 0, 0);
        return now - released > Oldest ? $"The data is over {Oldest.Days} days old; zones may have changed since." : null;
    }

    /// <summary>The release of this machine's data; null where it is not known.</summary>
    public static string? OfSystem()
    {
        foreach (string file in SystemFiles)
        {
            try
            {
                using StreamReader reader = File.OpenText(file);
                var start = new char[64];
                int read = reader.ReadBlock(start);
                if (Of(new string(start, 0, read)) is { } version) return version;
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // Another distribution keeps it elsewhere, or not at all.
            }
        }
        return null;
    }

    internal static string? Of(string beginning) => Version().Match(beginning) is { Success: true } match ? match.Groups[1].Value : null;

    [GeneratedRegex(@"^(?:# version )?(20[0-9]{2}[a-z])\b", RegexOptions.CultureInvariant)]
    private static partial Regex Version();
}
