using NodaTime;

namespace Cockpit.Tui.Kit;

/// <summary>Times as people read them in a narrow column: the largest unit that says enough.</summary>
public static class Ages
{
    /// <summary>"40s", "9m", "3h", "6d"; "-" for never, "0s" for the future.</summary>
    public static string Short(Instant? at, Instant now) => at is { } then ? Short(now - then) : "-";

    public static string Short(Duration age)
    {
        if (age < Duration.Zero) return "0s";
        if (age < Duration.FromMinutes(1)) return $"{(int)age.TotalSeconds}s";
        if (age < Duration.FromHours(1)) return $"{(int)age.TotalMinutes}m";
        if (age < Duration.FromHours(48)) return $"{(int)age.TotalHours}h";
        return $"{(int)age.TotalDays}d";
    }

    /// <summary>"41m", "2h10", "3d": how long something has run.</summary>
    public static string Long(Duration time) => time >= Duration.FromHours(1) && time < Duration.FromDays(2)
        ? $"{(int)time.TotalHours}h{time.Minutes:00}"
        : Short(time);

    /// <summary>The clock of that moment, local: "22:41".</summary>
    public static string Clock(Instant at, Look look) => at.WithOffset(look.OffsetAt(at)).ToString("HH:mm", null);

    /// <summary>With the day where it is not today: "Wed 21 Oct 18:00".</summary>
    public static string Moment(Instant at, Look look)
    {
        OffsetDateTime local = at.WithOffset(look.OffsetAt(at));
        OffsetDateTime now = look.Now.WithOffset(look.OffsetAt(look.Now));
        return local.Date == now.Date ? local.ToString("HH:mm", null) : local.ToString("ddd dd MMM HH:mm", null);
    }

    /// <summary>With the day and the offset from UTC: "Wed 21 Oct 22:00+02:00".</summary>
    public static string Offset(Instant at, Look look)
    {
        OffsetDateTime local = at.WithOffset(look.OffsetAt(at));
        return local.ToString("ddd d MMM HH:mm", null) + local.Offset.ToString("+HH:mm", null);
    }
}
