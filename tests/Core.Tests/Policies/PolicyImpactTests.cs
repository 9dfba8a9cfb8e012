using Cockpit.Core.Documents;
using Cockpit.Core.Policies;
using Cockpit.Core.Policies.Changing;
using Cockpit.Core.Policies.Text;
using Cockpit.Core.Scopes;
using NodaTime;
using Xunit;

namespace Cockpit.Core.Tests.Policies;

public sealed class PolicyImpactTests
{
    private static PolicyBook Book(string json)
    {
        var faults = new DocFaults();
        PolicyParts parts = PolicyDocument.Over(PolicyParts.Empty, DocNode.OfJson(json), faults);
        Assert.Empty(faults.Found);
        return RandomFleet.Sound(parts);
    }

    private static string Windows(string late) => $$$"""
        "windows":{"night":{"zone":"Europe/Berlin","rule":"FREQ=WEEKLY;BYDAY=TU","start":"22:00","duration":"4h"},"late":{"zone":"Europe/Berlin","rule":"{{{late}}}","start":"22:00","duration":"4h"}}
        """;

    private static IEnumerable<ScopeSubject> Web(int count) => Enumerable.Range(1, count).Select(i => RandomFleet.Subject(RandomFleet.Named(i, $"web-{i:00}", "prod", ("web", ""))));

    [Fact]
    public void Hosts_that_move_that_lose_their_window_and_that_gain_a_second_are_counted_by_name()
    {
        PolicyBook before = Book("{" + Windows("FREQ=WEEKLY;BYDAY=TH") + ""","policies":{"web":{"scope":"tag = web","priority":"60","windows":["night"]}}}""");
        PolicyBook after = Book("{" + Windows("FREQ=WEEKLY;BYDAY=TH") + """
            ,"policies":{"web":{"scope":"tag = web","priority":"60","windows":["late"]},
             "both":{"scope":"name = web-03","priority":"70","windows":["night","late"]},"none":{"scope":"name in (web-01, web-02)","priority":"70"}}}
            """);
        PolicyImpact impact = PolicyImpact.Of(before, after, Web(12), (book, window, _) => book.CalendarOf(window)!.Next(Instant.FromUtc(2026, 10, 20, 12, 0), 1).Count > 0);
        Assert.Equal(12, impact.Moved.Count);
        Assert.Equal(["web-01", "web-02"], impact.LostWindow.Select(m => m.Host));
        Assert.Equal(["web-03"], impact.GainedWindow.Select(m => m.Host));
        Assert.Empty(impact.Conflicts);
    }

    [Fact]
    public void A_window_under_the_same_name_that_opens_at_other_times_moves_its_hosts()
    {
        PolicyBook before = Book("{" + Windows("FREQ=WEEKLY;BYDAY=TH") + ""","policies":{"web":{"scope":"tag = web","priority":"60","windows":["late"]}}}""");
        PolicyBook after = Book("{" + Windows("FREQ=WEEKLY;BYDAY=SA") + ""","policies":{"web":{"scope":"tag = web","priority":"60","windows":["late"]}}}""");
        Assert.Equal(4, PolicyImpact.Of(before, after, Web(4), (_, _, _) => true).Moved.Count);
    }

    [Fact]
    public void Ties_that_a_change_brings_are_told_from_those_that_were_there()
    {
        PolicyBook none = Book("""{"policies":{"a":{"scope":"tag = web","priority":"60"},"b":{"scope":"name = web-01","priority":"59"}}}""");
        PolicyBook one = Book("""{"policies":{"a":{"scope":"tag = web","priority":"60"},"b":{"scope":"name = web-01","priority":"60"}}}""");
        PolicyBook two = Book("""{"policies":{"a":{"scope":"tag = web","priority":"60"},"b":{"scope":"name in (web-01, web-02)","priority":"60"}}}""");
        Assert.Equal(["web-01"], PolicyImpact.Of(none, one, Web(3), (_, _, _) => true).NewConflicts.Select(c => c.Host));
        PolicyImpact more = PolicyImpact.Of(one, two, Web(3), (_, _, _) => true);
        Assert.Equal(["web-01", "web-02"], more.Conflicts.Select(c => c.Host));
        Assert.Equal(["web-02"], more.NewConflicts.Select(c => c.Host));
        Assert.Equal(["web-01"], PolicyImpact.Of(one, none, Web(3), (_, _, _) => true).Resolved);
    }
}
