using Cockpit.Core.Windows;
using CsCheck;
using NodaTime;
using Xunit;
using static Cockpit.Core.Tests.Windows.Sample;

namespace Cockpit.Core.Tests.Windows;

public sealed class DayRuleTests
{
    [Theory]
    [InlineData("", "empty")]
    [InlineData("every tuesday", "NAME=VALUE")]
    [InlineData("FREQ=SECONDLY", "whole days")]
    [InlineData("FREQ=MINUTELY;COUNT=5", "whole days")]
    [InlineData("FREQ=HOURLY", "whole days")]
    [InlineData("INTERVAL=2", "no FREQ")]
    [InlineData("FREQ=DAILY;FREQ=DAILY", "twice")]
    [InlineData("FREQ=DAILY;BYHOUR=1,2,3", "start says the time")]
    [InlineData("FREQ=DAILY;BYSECOND=1", "start says the time")]
    [InlineData("FREQ=DAILY;COUNT=1000000000", "1 to 10,000")]
    [InlineData("FREQ=DAILY;COUNT=99999999999999999999", "1 to 10,000")]
    [InlineData("FREQ=DAILY;COUNT=0", "1 to 10,000")]
    [InlineData("FREQ=DAILY;INTERVAL=0", "1 to 1,000")]
    [InlineData("FREQ=DAILY;COUNT=3;UNTIL=20261231", "not both")]
    [InlineData("FREQ=DAILY;UNTIL=20261231T000000Z", "a day of the window's zone")]
    [InlineData("FREQ=DAILY;UNTIL=20260231", "a day of the window's zone")]
    [InlineData("FREQ=WEEKLY;BYDAY=2TU", "MONTHLY or YEARLY")]
    [InlineData("FREQ=WEEKLY;BYDAY=XX", "one of MO")]
    [InlineData("FREQ=MONTHLY;BYDAY=0TU", "one of MO")]
    [InlineData("FREQ=MONTHLY;BYDAY=54TU", "one of MO")]
    [InlineData("FREQ=MONTHLY;BYDAY=TU,", "one of MO")]
    [InlineData("FREQ=MONTHLY;BYMONTHDAY=32", "1 to 31")]
    [InlineData("FREQ=MONTHLY;BYMONTH=-1", "1 to 12")]
    [InlineData("FREQ=MONTHLY;BYWEEKNO=1", "BYWEEKNO goes with")]
    [InlineData("FREQ=MONTHLY;BYYEARDAY=1", "BYYEARDAY goes with")]
    [InlineData("FREQ=WEEKLY;BYMONTHDAY=1", "does not go with")]
    [InlineData("FREQ=MONTHLY;BYSETPOS=1", "chooses among")]
    [InlineData("FREQ=MONTHLY;WKST=1", "one of MO")]
    [InlineData("FREQ=DAILY;X-OTHER=1", "no part X-OTHER")]
    public void What_is_no_rule_of_whole_days_is_refused_with_the_reason(string text, string reason)
    {
        Assert.Null(DayRule.Read(text, out string? problem));
        Assert.Contains(reason, problem, StringComparison.Ordinal);
    }

    [Fact]
    public void A_rule_of_ten_thousand_characters_is_refused()
    {
        Assert.Null(DayRule.Read("FREQ=YEARLY;BYYEARDAY=" + string.Join(',', Enumerable.Range(1, 3_000)), out string? problem));
        Assert.Contains("500 are allowed", problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=31")]
    [InlineData("FREQ=MONTHLY;BYMONTH=2;BYMONTHDAY=31")]
    [InlineData("FREQ=DAILY;BYMONTH=2;BYMONTHDAY=31")]
    [InlineData("FREQ=DAILY;INTERVAL=1000;BYMONTH=2;BYMONTHDAY=30")]
    [InlineData("FREQ=YEARLY;INTERVAL=1000;BYMONTH=4;BYMONTHDAY=31")]
    [InlineData("FREQ=YEARLY;BYWEEKNO=53;BYMONTH=6")]
    [InlineData("FREQ=YEARLY;BYDAY=MO;BYSETPOS=366")]
    public void A_rule_that_names_no_day_ends_without_one_and_with_little_memory(string text)
    {
        WindowCalendar window = Window(Berlin, text, "22:00", 60);
        window.Next(Utc("2026-01-01 00:00"), 10);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Empty(window.Next(Utc("2026-01-01 00:00"), 10));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 40_000_000);
    }

    [Fact]
    public void The_densest_rule_names_each_day_once() => Assert.Equal(
        366, DayRule.Read("FREQ=YEARLY;BYMONTH=1,2,3,4,5,6,7,8,9,10,11,12;BYDAY=MO,TU,WE,TH,FR,SA,SU", out _)!.Days(Date("2026-01-01"), Date("2028-01-01"), Date("2028-12-31")).Count);

    [Fact]
    public void No_text_throws() => Gen.Select(Gen.String[Gen.Char["FREQDAILYWKMONTHBUSP=;,+-0123456789 \n\u0000é"], 0, 80], Gen.Bool).Sample((text, prefixed) =>
    {
        DayRule? rule = DayRule.Read(prefixed ? "FREQ=MONTHLY;" + text : text, out string? problem);
        Assert.Equal(rule is null, problem is not null);
        rule?.Days(Date("2026-01-01"), Date("2026-01-01"), Date("2027-01-01"));
    });

    /// <summary>The days of a rule by looking at every day: what the library has to agree with.</summary>
    [Fact]
    public void Days_are_those_that_a_look_at_every_day_finds()
    {
        string[] names = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];
        Gen<string> weekdays = Gen.Int[0, 6].Array[1, 3].Select(d => string.Join(',', d.Distinct().Select(i => names[i])));
        Gen<string> nth = Gen.Select(Gen.Int[1, 5], Gen.Bool, Gen.Int[0, 6]).Select((n, back, d) => $"{(back ? -n : n)}{names[d]}");
        Gen<string> monthDays = Gen.Select(Gen.Int[1, 31], Gen.Bool).Select((n, back) => $"{(back ? -n : n)}");
        Gen<string> rules = Gen.OneOf(
            Gen.Int[1, 9].Select(i => $"FREQ=DAILY;INTERVAL={i}"),
            Gen.Select(Gen.Int[1, 4], weekdays).Select((i, d) => $"FREQ=WEEKLY;INTERVAL={i};BYDAY={d}"),
            Gen.Select(Gen.Int[1, 4], nth).Select((i, d) => $"FREQ=MONTHLY;INTERVAL={i};BYDAY={d}"),
            Gen.Select(Gen.Int[1, 4], monthDays).Select((i, d) => $"FREQ=MONTHLY;INTERVAL={i};BYMONTHDAY={d}"),
            Gen.Select(Gen.Int[1, 12], nth).Select((m, d) => $"FREQ=YEARLY;BYMONTH={m};BYDAY={d}"),
            Gen.Select(Gen.Int[1, 3], Gen.Int[1, 12], monthDays).Select((i, m, d) => $"FREQ=YEARLY;INTERVAL={i};BYMONTH={m};BYMONTHDAY={d}"));
        Gen<LocalDate> anchors = Gen.Int[0, 800].Select(n => Date("2025-06-01").PlusDays(n));
        Gen.Select(rules, anchors, Gen.Int[0, 30], Gen.Int[0, 900]).Sample(
            (text, anchor, count, skip) =>
            {
                LocalDate first = anchor.PlusDays(skip), last = first.PlusDays(500);
                var expected = new List<LocalDate>();
                int seen = 0;
                for (LocalDate d = anchor; d <= last; d = d.PlusDays(1))
                {
                    if (!DayOracle.Names(text, anchor, d)) continue;
                    seen++;
                    if (d >= first && (count == 0 || seen <= count)) expected.Add(d);
                }
                DayRule rule = DayRule.Read(count == 0 ? text : $"{text};COUNT={count}", out _)!;
                Assert.Equal(expected, rule.Days(anchor, first, last));
            }, iter: 400);
    }
}
