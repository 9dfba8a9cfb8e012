using NodaTime;
using NodaTime.Text;

namespace Cockpit.Cli.Output;

/// <summary>Times and ages in tables.</summary>
internal static class Times
{
    private static readonly InstantPattern Pattern = InstantPattern.CreateWithInvariantCulture("uuuu-MM-dd HH:mm:ss'Z'");

    public static string Second(Instant at) => Pattern.Format(at);

    /// <summary>The largest unit that fits: "40s", "3h", "2d"; empty for none.</summary>
    public static string Age(long? seconds) => seconds switch
    {
        null => "",
        < 60 => $"{Math.Max(0, seconds.Value)}s",
        < 3_600 => $"{seconds / 60}m",
        < 86_400 => $"{seconds / 3_600}h",
        _ => $"{seconds / 86_400}d",
    };
}
