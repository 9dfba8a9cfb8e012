using System.Globalization;
using Cockpit.Core.Operations;
using Cockpit.Core.Windows;
using Cockpit.Operations.Calendars;
using Cockpit.Operations.Windows;
using Cockpit.Tui.Kit;
using Cockpit.Tui.Terminal;
using Cockpit.Tui.Text;
using NodaTime;
using NodaTime.Text;

namespace Cockpit.Tui.Calendar;

/// <summary>What a stretch of time holds was read.</summary>
public sealed record CalendarRead(CalendarPicture Picture) : Message;

/// <summary>When windows open, what is frozen, and what runs: a week of nights, or a month of days.</summary>
/// <param name="Cursor">The night or day that the list below is about; null until the zone is known.</param>
/// <param name="Month">The month is shown, not the week.</param>
/// <param name="Old">The file was changed since it was read, or another stretch is wanted.</param>
public sealed record CalendarScreen(CalendarPicture? Picture, LocalDate? Cursor, bool Month, bool Old) : Screen
{
    private static readonly LocalDatePattern DayMonth = LocalDatePattern.CreateWithInvariantCulture("d MMM");

    public CalendarScreen() : this(null, null, false, true) { }

    public override string Crumb => "Calendar";

    public override IReadOnlyList<string> Tabs => [Cursor is { } day ? $"Week {ISOWeek.GetWeekOfYear(day.ToDateTimeUnspecified())}" : "Week", "Month"];

    public override int CurrentTab => Month ? 1 : 0;

    internal DateTimeZone Zone => Picture is { } p && Zones.Find(p.Zone.Name) is { } zone ? zone : DateTimeZone.Utc;

    /// <summary>The Monday of the cursor's week.</summary>
    internal static LocalDate Monday(LocalDate day) => day.PlusDays(1 - (int)day.DayOfWeek);

    /// <summary>The days that the month's page shows: whole weeks.</summary>
    internal static (LocalDate First, int Weeks) Page(LocalDate day)
    {
        LocalDate first = Monday(new LocalDate(day.Year, day.Month, 1)), last = new LocalDate(day.Year, day.Month, 1).PlusMonths(1).PlusDays(-1);
        return (first, (Period.DaysBetween(first, last) / 7) + 1);
    }

    public override string Status(Look look)
    {
        if (Picture is null || Cursor is not { } day) return "";
        string when = Month ? day.ToString("MMMM uuuu", CultureInfo.InvariantCulture) : Week(Monday(day));
        return $"{when}  {Picture.Zone.Name[(Picture.Zone.Name.LastIndexOf('/') + 1)..].Replace('_', ' ')}, tzdata {Picture.Zone.TzdataVersion}{(Old ? " ~" : "")}";
    }

    public override IReadOnlyList<Offer> Offers(Look look) =>
    [
        Offer.For(WindowOperations.Set),
        new("e", "edit", "Changes a window.", Off: "cockpit window set NAME changes one"),
        Offer.For(WindowOperations.Export, ".ics"),
        Offer.For(WindowOperations.Import, ".ics in"),
        new("Enter", Month ? "its week" : "all of it", Month ? "Shows the week of the day." : "Shows everything about the night, and what comes next.", Off: Picture is null ? "it is being read" : null),
        new("Left", Month ? "day before" : "week before", Month ? "The day before; Up the week before." : "The week before; PageUp the month before."),
        new("Right", Month ? "next day" : "next week", Month ? "The next day; Down the next week." : "The next week; PageDown the next month."),
        new("Tab", Month ? "week" : "month", "Week or month."),
        new("g", "today", "Back to today."),
    ];

    public override Turn? Update(Message message, Look look)
    {
        switch (message)
        {
            case Shown or FileChanged:
                return new Turn(this with { Old = true }, Read(Cursor, Month));
            case CalendarRead read:
                CalendarScreen there = this with { Picture = read.Picture, Old = false };
                return new Turn(there with { Cursor = Cursor ?? Night.Of(look.Now, there.Zone).Day });
            case WorkFailed { Name: "calendar", Fault.Code.Name: "FILE_MISSING" }:
                return new Turn(this with { Picture = CalendarWork.Empty(look.Now), Cursor = Cursor ?? look.Now.InUtc().Date, Old = false });
            case Chosen { Operation: var operation } when operation == WindowOperations.Set:
                return new Turn(this, new Ask(CalendarWork.NewWindow));
            case Chosen { Operation: var operation } when operation == WindowOperations.Export:
                return new Turn(this, new Ask(CalendarWork.ExportTo));
            case Chosen { Operation: var operation } when operation == WindowOperations.Import:
                return new Turn(this, new Ask(CalendarWork.ImportFrom));
            case Answered answered when answered.Question.Operation == WindowOperations.Import:
                return new Turn(this, CalendarWork.Import(answered.Typed.Trim()));
            case Answered answered when answered.Question.Operation == WindowOperations.Set:
                return new Turn(this, CalendarWork.Set(answered.Typed));
            case Answered answered when answered.Question.Operation == WindowOperations.Export:
                return new Turn(this, CalendarWork.Export(answered.Typed.Trim()));
            case Pressed { Key.Named: NamedKey.Tab or NamedKey.BackTab }:
                return To(Cursor, !Month);
            case Pressed { Key.Named: NamedKey.Enter } when Picture is { } picture && Cursor is { } day:
                return Month ? To(day, false) : new Turn(this, new Open(new TextScreen(day.ToString("ddd d MMM uuuu", CultureInfo.InvariantCulture), _ => CalendarView.Page(picture, new Night(day, Zone), look))));
            case Pressed { Key.Letter: 'g' }:
                return To(Night.Of(look.Now, Zone).Day, Month);
            case Pressed { Key: var key } when Cursor is { } day:
                return Moved(key, day) is { } moved ? To(moved, Month) : null;
            default:
                return null;
        }
    }

    public override void Draw(Canvas body, Look look) => CalendarView.Draw(this, body, look);

    /// <summary>"19-25 Oct 2026", "28 Sep-4 Oct 2026".</summary>
    private static string Week(LocalDate monday)
    {
        LocalDate sunday = monday.PlusDays(6);
        return $"{(monday.Month == sunday.Month ? $"{monday.Day}" : DayMonth.Format(monday))}-{sunday.ToString("d MMM uuuu", CultureInfo.InvariantCulture)}";
    }

    private LocalDate? Moved(KeyPress key, LocalDate day) => key switch
    {
        { Named: NamedKey.Up } or { Letter: 'k' } => day.PlusDays(Month ? -7 : -1),
        { Named: NamedKey.Down } or { Letter: 'j' } => day.PlusDays(Month ? 7 : 1),
        { Named: NamedKey.Left } or { Letter: 'h' } => day.PlusDays(Month ? -1 : -7),
        { Named: NamedKey.Right } or { Letter: 'l' } => day.PlusDays(Month ? 1 : 7),
        { Named: NamedKey.PageUp } => day.PlusMonths(-1),
        { Named: NamedKey.PageDown } => day.PlusMonths(1),
        _ => null,
    };

    /// <summary>The cursor on another day; what is not in the picture is read, and meanwhile the picture before stays, marked as old.</summary>
    private Turn To(LocalDate? day, bool month)
    {
        if (day is not { } d) return new Turn(this with { Month = month });
        d = LocalDate.Max(WindowCheck.Earliest.PlusMonths(2), LocalDate.Min(d, WindowCheck.Latest.PlusMonths(-2)));
        CalendarScreen moved = this with { Cursor = d, Month = month };
        (LocalDate first, int days) = Span(d, month);
        bool has = Picture is { } p && p.From <= WindowCalendar.At(Zone, first.AtMidnight()) && p.Until >= WindowCalendar.At(Zone, first.PlusDays(days).AtMidnight());
        return has ? new Turn(moved) : new Turn(moved with { Old = true }, Read(d, month));
    }

    /// <summary>The days that have to be there to draw: a night of the last one reaches into the day after.</summary>
    private static (LocalDate First, int Days) Span(LocalDate day, bool month)
    {
        if (!month) return (Monday(day), 8);
        (LocalDate first, int weeks) = Page(day);
        return (first, (weeks * 7) + 1);
    }

    private static Work Read(LocalDate? day, bool month) => CalendarWork.Read(zone => Span(day ?? zone, month));
}
