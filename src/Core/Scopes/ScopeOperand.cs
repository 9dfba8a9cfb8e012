using System.Globalization;
using Cockpit.Core.Hosts;
using NodaTime;
using NodaTime.Text;

namespace Cockpit.Core.Scopes;

internal enum ScopeSign { Equal, Less, LessOrEqual, Greater, GreaterOrEqual }

internal static class ScopeSigns
{
    public static string Text(this ScopeSign sign) => sign switch { ScopeSign.Less => "<", ScopeSign.LessOrEqual => "<=", ScopeSign.Greater => ">", ScopeSign.GreaterOrEqual => ">=", _ => "=" };

    /// <param name="order">Below 0, 0 or above 0 as the fact is less than, equal to or greater than the operand.</param>
    public static bool Holds(this ScopeSign sign, int order) => sign switch
    {
        ScopeSign.Less => order < 0,
        ScopeSign.LessOrEqual => order <= 0,
        ScopeSign.Greater => order > 0,
        ScopeSign.GreaterOrEqual => order >= 0,
        _ => order == 0,
    };
}

/// <summary>What a number, a version or a moment is compared with.</summary>
/// <param name="Text">As it was typed, without its quotes.</param>
internal abstract record ScopeOperand(string Text)
{
    /// <summary>Ages and times left are bounded, so that no sum of a moment and a duration leaves the calendar.</summary>
    private const int MostDays = 36_525;

    private static readonly LocalDate FirstDay = new(1900, 1, 1);
    private static readonly LocalDate LastDay = new(2500, 12, 31);

    /// <summary>Null where the fact is not set.</summary>
    public abstract bool? Holds(ScopeFact fact, ScopeSubject host, ScopeSign sign);

    /// <summary>Null where the text is no number.</summary>
    public static ScopeOperand? Number(string text) =>
        text.Length <= 18 && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long value) ? new NumberOperand(text, value) : null;

    /// <summary>An age (7d), a day (2026-10-01, with Z or an offset in that zone, else in UTC) or a time of RFC 3339; null where the text is none.</summary>
    public static ScopeOperand? Moment(string text)
    {
        if (Age(text) is { } age) return new AgeOperand(text, age);
        if (text.Length > 40) return null;
        if (OffsetDateTimePattern.Rfc3339.Parse(text.ToUpperInvariant()) is { Success: true } time)
            return IsInCalendar(time.Value.Date) ? new TimeOperand(text, time.Value.ToInstant()) : null;
        return text.Length >= 10 && LocalDatePattern.Iso.Parse(text[..10]) is { Success: true } day && IsInCalendar(day.Value) && OffsetOf(text[10..]) is { } offset
            ? new DayOperand(text, day.Value.AtMidnight().WithOffset(offset).ToInstant(), day.Value.PlusDays(1).AtMidnight().WithOffset(offset).ToInstant())
            : null;
    }

    private static bool IsInCalendar(LocalDate day) => day >= FirstDay && day <= LastDay;

    private static Offset? OffsetOf(string text) => text switch
    {
        "" or "Z" or "z" => Offset.Zero,
        _ => OffsetPattern.CreateWithInvariantCulture("+HH:mm").Parse(text) is { Success: true } offset ? offset.Value : null,
    };

    private static Duration? Age(string text)
    {
        if (text.Length is < 2 or > 9 || !int.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out int count)) return null;
        long minutes = text[^1] switch { 'm' or 'M' => 1, 'h' or 'H' => 60, 'd' or 'D' => 1_440, 'w' or 'W' => 10_080, _ => 0 };
        return minutes > 0 && count * minutes <= MostDays * 1_440L ? Duration.FromMinutes(count * minutes) : null;
    }
}

internal sealed record NumberOperand(string Text, long Value) : ScopeOperand(Text)
{
    public override bool? Holds(ScopeFact fact, ScopeSubject host, ScopeSign sign) => fact.Number!(host) is { } found ? sign.Holds(found.CompareTo(Value)) : null;
}

/// <summary>Versions in rpm's order of parts: runs of digits by value, runs of letters by their letters, what is longer is greater, "~" is before the end.</summary>
internal sealed record VersionOperand(string Text) : ScopeOperand(Text)
{
    public override bool? Holds(ScopeFact fact, ScopeSubject host, ScopeSign sign) => fact.Read(host) is [var found, ..] ? sign.Holds(RpmVersion.CompareParts(found, Text)) : null;
}

/// <summary>The time since a moment that is past, or until one that is to come.</summary>
internal sealed record AgeOperand(string Text, Duration Value) : ScopeOperand(Text)
{
    public override bool? Holds(ScopeFact fact, ScopeSubject host, ScopeSign sign) =>
        fact.Moment!(host) is { } found ? sign.Holds((fact.Kind is ScopeFactKind.Deadline ? found - host.Now : host.Now - found).CompareTo(Value)) : null;
}

internal sealed record TimeOperand(string Text, Instant Value) : ScopeOperand(Text)
{
    public override bool? Holds(ScopeFact fact, ScopeSubject host, ScopeSign sign) => fact.Moment!(host) is { } found ? sign.Holds(found.CompareTo(Value)) : null;
}

/// <summary>A whole day: what lies in it is equal to it.</summary>
internal sealed record DayOperand(string Text, Instant Start, Instant Until) : ScopeOperand(Text)
{
    public override bool? Holds(ScopeFact fact, ScopeSubject host, ScopeSign sign) =>
        fact.Moment!(host) is { } found ? sign.Holds(found < Start ? -1 : found < Until ? 0 : 1) : null;
}
