using System.Globalization;
using NodaTime;

namespace Cockpit.Scanner.Linux;

/// <summary>What a host answered, as the parser of its package manager gets it.</summary>
/// <param name="Clock">Turns the host's times into ours.</param>
/// <param name="AnsweredAt">By our clock.</param>
/// <param name="Unread">What could not be read, and for lack of what; parsers add to it.</param>
internal sealed record HostAnswer(Sections Sections, OsRelease Os, HostClock Clock, Instant AnsweredAt, List<string> Unread)
{
    /// <summary>
    /// The second in which the host was booted, by its own clock, since 1970; null where it is not told. The clock tells whole seconds, the uptime hundredths
    /// and a moment later, so this may be a second too early and never too late: what carries this second or a later one may have come since the boot.
    /// </summary>
    public long? BootedAt =>
        long.TryParse(Sections["clock"].First, out var now)
        && double.TryParse(Sections["uptime"].First.Split(' ')[0], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var up) && up < now
            ? (long)Math.Floor(now - up)
            : null;

    /// <summary>A section whose command must have succeeded.</summary>
    public Section Good(string name, string command) => Sections[name] is { ExitCode: 0 } section
        ? section
        : throw Sections.Unreadable($"{command} ended with {Sections[name].ExitCode}: {Clean.Text(Sections[name].Complaint)}");

    /// <summary>The first word of a section that must hold one.</summary>
    public string Word(string name, string what) =>
        Clean.IsWord(Sections[name].First) ? Sections[name].First : throw Sections.Unreadable($"{what} is missing");
}
