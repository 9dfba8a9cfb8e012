using Cockpit.Core.Errors;
using Cockpit.Core.Windows;
using NodaTime;
using NodaTime.Text;

namespace Cockpit.Operations.Windows;

/// <summary>A window in one line, as people type it on a screen: "web-night tue 22:00 4h 30m Europe/Berlin".</summary>
public static class TypedWindow
{
    private static readonly LocalTimePattern Time = LocalTimePattern.CreateWithInvariantCulture("HH:mm");

    /// <exception cref="CockpitException">WINDOW_INVALID with the word that does not fit.</exception>
    public static (string Name, WindowFields Fields) Read(string typed)
    {
        string[] words = typed.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (words.Length is < 4 or > 6) throw Invalid("It wants a name, days, a start and a length; then a cutoff and a zone.");
        string rule = words[1].Equals("daily", StringComparison.OrdinalIgnoreCase) ? "FREQ=DAILY" : RuleWords.Weekly(words[1]) ?? RuleWords.Monthly(words[1]) ?? throw Invalid($"\"{words[1]}\" is no days such as tue, sat,sun, 2tue or daily.");
        LocalTime start = Time.Parse(words[2]) is { Success: true } parsed ? parsed.Value : throw Invalid($"\"{words[2]}\" is no time of day such as 22:00.");
        Duration length = Lengths.TryParse(words[3]) ?? throw Invalid($"\"{words[3]}\" is no length such as 4h or 90m.");
        Duration? cutoff = words.Length > 4 ? Lengths.TryParse(words[4]) : null;
        // The zone may stand without a cutoff before it.
        string? zone = words.Length == 6 ? words[5] : words.Length == 5 && cutoff is null ? words[4] : null;
        if (words.Length == 6 && cutoff is null) throw Invalid($"\"{words[4]}\" is no cutoff such as 30m.");
        return (words[0], new WindowFields(zone, rule, start, length, cutoff, OffsetDays: 0));
    }

    private static CockpitException Invalid(string what) => new(WindowErrors.WindowInvalid.Because(Printable.Line(what, 200), "Such as: web-night tue 22:00 4h 30m Europe/Berlin."));
}
