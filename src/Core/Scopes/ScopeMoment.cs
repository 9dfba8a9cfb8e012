using NodaTime;

namespace Cockpit.Core.Scopes;

/// <summary>A moment as scopes write it.</summary>
public static class ScopeMoment
{
    /// <summary>A time of RFC 3339, or the beginning of a day, which is in UTC where it names no zone; null where the text is neither.</summary>
    public static Instant? Read(string text) => ScopeOperand.Moment(text) switch
    {
        TimeOperand time => time.Value,
        DayOperand day => day.Start,
        _ => null,
    };
}
