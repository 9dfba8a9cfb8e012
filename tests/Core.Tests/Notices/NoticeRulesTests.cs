using Cockpit.Core.Notices;
using Cockpit.Core.Windows;
using CsCheck;
using NodaTime;
using Xunit;

namespace Cockpit.Core.Tests.Notices;

/// <summary>When a notice is tried again, said again, and handed to the next person; which windows are reminded of.</summary>
public sealed class NoticeRulesTests
{
    private static readonly Instant T = Instant.FromUtc(2026, 10, 24, 12, 0);

    private static readonly Escalation Ben = new("Ben", "ben@example.org", 3_600), Cleo = new("Cleo", "cleo@example.org", 7_200);

    private static NoticeDraft Urgent(params Escalation[] next) => new("R1/halted/7", NoticeKinds.Halted, "R1", "t", "b", ["mail", "chat"], 1_800, next);

    private static DeliveryWish[] Due(NoticeDraft n, Duration after, bool over = false) => [.. NoticeRounds.Due(n, T, over, ["mail"], T + after)];

    [Fact]
    public void Tries_grow_apart_and_end_after_a_week() => Gen.Int[1, 60].Select(Gen.Int[0, 10_000]).Sample((tries, minutes) =>
    {
        Instant now = T + Duration.FromMinutes(minutes);
        Instant? next = RetryTimes.Next(T, tries, now);
        Duration wait = tries switch { 1 => Duration.FromMinutes(1), 2 => Duration.FromMinutes(5), 3 => Duration.FromMinutes(30), 4 => Duration.FromHours(2), _ => Duration.FromHours(6) };
        Assert.Equal(now + wait - T > Duration.FromDays(7) ? null : now + wait, next);
    });

    [Fact]
    public void What_is_urgent_is_said_again_until_it_is_over_and_then_goes_to_the_next_person()
    {
        NoticeDraft n = Urgent(Ben, Cleo);
        Assert.Equal([new(0, "mail", ""), new(0, "chat", "")], Due(n, Duration.Zero));
        Assert.Equal([new(1, "mail", ""), new(1, "chat", "")], Due(n, Duration.FromMinutes(59)));
        Assert.Equal([new(2, "mail", ""), new(2, "chat", ""), new(0, "mail", "ben@example.org")], Due(n, Duration.FromHours(1)));
        Assert.Equal([new(4, "mail", ""), new(4, "chat", ""), new(2, "mail", "ben@example.org"), new(0, "mail", "cleo@example.org")], Due(n, Duration.FromHours(2)));
        Assert.Empty(Due(n, Duration.FromHours(2), over: true));
    }

    [Fact]
    public void Days_without_a_worker_are_one_round_and_not_hundreds() => Assert.Equal(2, Due(Urgent(), Duration.FromDays(3)).Length);

    [Fact]
    public void A_notice_for_one_person_goes_by_mail_alone() =>
        Assert.Equal([new(0, "mail", "ben@example.org")], Due(Urgent() with { MailTo = "ben@example.org", RepeatSeconds = 0 }, Duration.FromDays(1)));

    private static NoticeFacts Facts(string zone, LocalTime start)
    {
        WindowCalendar window = WindowCalendar.Of(new MaintenanceWindow("sun", zone, "FREQ=WEEKLY;BYDAY=SU", start, Duration.FromHours(4), Duration.Zero, 0), out _)!;
        var how = new NotifySettings(["mail"], [Duration.FromDays(1), Duration.FromHours(1)], Duration.FromMinutes(30), Duration.FromDays(1), Duration.FromDays(3), []);
        return new NoticeFacts(new Dictionary<string, NotifySettings> { ["prod"] = how }, how, [], [new WindowNews("prod", window, 41)], [], []);
    }

    [Fact]
    public void A_window_is_reminded_of_a_day_and_an_hour_before_and_says_its_offset_over_a_change_of_clocks()
    {
        // On 25 October 2026 clocks in Berlin go back at 03:00: this window opens at 01:00 +02:00 and closes at 04:00 +01:00.
        NoticeFacts facts = Facts("Europe/Berlin", new LocalTime(1, 0));
        Instant opens = Instant.FromUtc(2026, 10, 24, 23, 0);
        Assert.Empty(NoticeFinder.Find(facts, opens - Duration.FromDays(1) - Duration.FromSeconds(1)));
        NoticeDraft day = Assert.Single(NoticeFinder.Find(facts, opens - Duration.FromDays(1)));
        Assert.Equal("sun opens Sun 2026-10-25 01:00 +02:00 for prod", day.Title);
        Assert.Contains("41 hosts", day.Body, StringComparison.Ordinal);
        Assert.Equal(day.Key, Assert.Single(NoticeFinder.Find(facts, opens - Duration.FromHours(2))).Key);
        NoticeDraft hour = Assert.Single(NoticeFinder.Find(facts, opens - Duration.FromHours(1)));
        Assert.NotEqual(day.Key, hour.Key);
        Assert.Empty(NoticeFinder.Find(facts, opens));
    }

    [Fact]
    public void A_window_that_moved_is_reminded_of_anew()
    {
        Instant now = Instant.FromUtc(2026, 10, 24, 22, 30);
        Assert.NotEqual(Assert.Single(NoticeFinder.Find(Facts("Europe/Berlin", new LocalTime(1, 0)), now)).Key, Assert.Single(NoticeFinder.Find(Facts("Europe/Berlin", new LocalTime(1, 15)), now)).Key);
    }

    [Fact]
    public void Hosts_that_will_breach_are_said_once_a_policy_and_day()
    {
        NoticeFacts facts = Facts("UTC", new LocalTime(3, 0)) with { Windows = [], Dues = [new DueNews("prod", new LocalDate(2026, 10, 27), T + Duration.FromDays(3), ["a", "b"])] };
        Assert.Empty(NoticeFinder.Find(facts, T - Duration.FromMinutes(1)));
        Assert.Equal("2 hosts of prod will breach on 2026-10-27", Assert.Single(NoticeFinder.Find(facts, T)).Title);
        Assert.Empty(NoticeFinder.Find(facts, T + Duration.FromDays(3)));
    }
}
