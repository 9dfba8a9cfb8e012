using Cockpit.Core.Findings;
using Cockpit.Core.Risk;
using Cockpit.Operations.Findings;
using Cockpit.Tui.Risk;
using Cockpit.Tui.Terminal;
using NodaTime;

namespace Cockpit.Cockpit.Tests.Tui;

/// <summary>A list without end through a window of a few pages: what is under the cursor is what stands at that place of the list.</summary>
public sealed class FindingWindowTests
{
    private const int Page = 20;

    private static readonly Instant Now = ScreenStage.Now;

    private readonly List<FindingLine> _all = [.. Enumerable.Range(1, 1_234).Select(Line)];

    private int _reads;

    [Fact]
    public void Walking_down_to_the_end_and_up_again_passes_every_row_and_holds_few()
    {
        FindingWindow window = Do(FindingWindow.Unread, FindingWindow.Unread.Refresh);
        for (int number = 1; number < _all.Count; number++)
        {
            Check(window, number);
            window = Press(window, NamedKey.Down);
        }
        Check(window, _all.Count);
        Assert.True(window.Ended);
        Assert.Equal(_all.Count, window.Known);
        Assert.Equal(_all.Count, Press(window, NamedKey.Down).Number);
        for (int number = _all.Count; number >= 1; number--)
        {
            Check(window, number);
            window = Press(window, NamedKey.Up);
        }
        Assert.True(_reads < 40, $"{_reads} reads");
    }

    [Fact]
    public void Pages_end_and_home_come_where_they_should()
    {
        FindingWindow window = Do(FindingWindow.Unread, FindingWindow.Unread.Refresh);
        for (int i = 1; i <= 30; i++)
        {
            window = Press(window, NamedKey.PageDown);
            Check(window, 1 + i * Page);
        }
        window = Press(window, NamedKey.Home);
        Check(window, 1);
        window = Press(window, NamedKey.End);
        Check(window, 100);
    }

    [Fact]
    public void A_refresh_keeps_the_cursor_on_its_finding()
    {
        FindingWindow window = Do(FindingWindow.Unread, FindingWindow.Unread.Refresh);
        for (int i = 0; i < 450; i++) window = Press(window, NamedKey.Down);
        string here = window.Here!.Id;
        _all.RemoveRange(window.FirstPage * FindingWindow.PageSize + 3, 5);
        window = Do(window, window.Refresh);
        Assert.Equal(here, window.Here!.Id);
        for (int i = 0; i < 2_000; i++) window = Press(window, NamedKey.Down);
        Assert.Equal(_all[^1].Id, window.Here!.Id);
    }

    [Fact]
    public void A_late_answer_for_another_place_is_left_out()
    {
        FindingWindow window = Do(FindingWindow.Unread, FindingWindow.Unread.Refresh);
        window = window.With(new FindingsRead("", new WindowRead(WindowPart.After, null, 7, FindingWindow.PageSize), [Line(9_999)]), Page);
        Assert.Equal(100, window.Rows.Length);
        Check(window, 1);
    }

    private void Check(FindingWindow window, int number)
    {
        Assert.Equal(number, window.Number);
        Assert.Equal(_all[number - 1].Id, window.Here!.Id);
        Assert.InRange(window.Rows.Length, 1, FindingWindow.MostPages * FindingWindow.PageSize);
        Assert.InRange(window.Cursor.Index - window.Cursor.Top, 0, Page - 1);
    }

    private FindingWindow Press(FindingWindow window, NamedKey key)
    {
        (FindingWindow moved, WindowRead? wish) = window.Moved(KeyPress.Of(key), Page)!.Value;
        return wish is null ? moved : Do(moved, wish);
    }

    private FindingWindow Do(FindingWindow window, WindowRead wish)
    {
        _reads++;
        int from = wish.From is null ? 0 : _all.FindIndex(f => f.Id == wish.From.Id) + 1;
        return window.With(new FindingsRead("", wish, [.. _all.Skip(from).Take(wish.Limit)]), Page);
    }

    private static FindingLine Line(int number) => new(
        $"F{number}", "web-01", true, FindingSource.Nessus, number, "a name", Severity.High, 7.5, 3, null, false, [], 0, FindingProtocol.Tcp, FindingStatus.Open, Now, Now,
        new FindingRisk(3, 3, RiskLevel.Moderate, 2, "", []), null, null, null);
}
