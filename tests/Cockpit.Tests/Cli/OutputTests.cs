using Cockpit.Cli.Commands;
using Cockpit.Cli.Json;
using Cockpit.Cli.Output;
using Cockpit.Core.Findings;
using Cockpit.Operations;

namespace Cockpit.Cockpit.Tests.Cli;

public sealed class OutputTests
{
    [Theory]
    [InlineData("=cmd|'/c calc'!A0", "'=cmd|'/c calc'!A0")]
    [InlineData("@SUM(1)", "'@SUM(1)")]
    [InlineData("+49 30 1", "'+49 30 1")]
    [InlineData("-5.2", "-5.2")]
    [InlineData("a,b", "\"a,b\"")]
    [InlineData("say \"x\"", "\"say \"\"x\"\"\"")]
    [InlineData("x\0\u001b[31m", "x[31m")]
    public void A_csv_cell_is_quoted_and_is_no_formula(string cell, string written) =>
        Assert.Equal($"c\r\n{written}\r\n", Csv.Text(new Table(["c>"], [[cell]])));

    [Theory]
    [InlineData(FindingStatus.Open, "open")]
    [InlineData(FindingStatus.NotSeen, "notSeen")]
    public void A_status_stands_in_a_table_as_its_filter_takes_it(FindingStatus status, string word) => Assert.Equal(word, FindingsListCommand.Status(status));

    [Fact]
    public void Numbers_are_grouped_for_people_and_plain_for_programs()
    {
        var table = new Table(["host", "points>", "port>"], [["1,234", "12,345", "8443"]]);
        Assert.Contains("1,234  12,345  8443", table.Lines(null).Last());
        Assert.Equal("host,points,port\r\n\"1,234\",12345,8443\r\n", Csv.Text(table));
    }

    [Fact]
    public void A_result_in_Markdown_is_paragraphs_and_a_table_and_nothing_from_outside_is_mark_up()
    {
        var table = new Table(["host", "n>"], [["a|<b>", "7"]]);
        Assert.Equal(["before \\*it\\*", "", "| host | n |", "| --- | ---: |", @"| a\|&lt;b&gt; | 7 |", "", "after"], Markdown.Lines(["before *it*", ""], table, ["after"]));
        Assert.Equal(["one", "", "two"], Markdown.Lines(["one"], null, ["two"]));
        Assert.Empty(Markdown.Lines([], new Table(["host"], []), []));
    }

    [Fact]
    public void A_table_is_aligned_cut_to_the_terminal_and_safe()
    {
        var table = new Table(["host", "n>", "message"], [["web-01", "7", "a long message that does not fit at all"], ["日本", "", "\u001b[31mred\u202e"]]);
        string[] lines = [.. table.Lines(32)];
        Assert.Equal(["host    n  message", "web-01  7  a long message that..", "日本    -  ?[31mred?"], lines);
        Assert.All(lines, l => Assert.True(TextWidth.Of(l) <= 32));
        Assert.Contains("fit at all", table.Lines(null).ElementAt(1));
    }

    [Theory]
    [InlineData("日本語", 4, "日..")]
    [InlineData("web-01", 6, "web-01")]
    [InlineData("web-011", 6, "web-..")]
    [InlineData("web", 2, "..")]
    public void A_text_is_cut_by_cells(string text, int cells, string cut) => Assert.Equal(cut, TextWidth.Cut(text, cells));

    [Theory]
    [InlineData("json", "host", "list", "-o", "json")]
    [InlineData("json", "--output=json", "frob")]
    [InlineData("json", "-ojson", "--nonsense")]
    [InlineData("text", "--", "-o", "json")]
    [InlineData("csv", "-o", "json", "--output", "csv")]
    [InlineData("md", "host", "list", "-o", "md")]
    [InlineData("text", "host", "list", "-o")]
    public void The_form_of_an_error_is_read_even_where_the_call_does_not_parse(string format, params string[] args) =>
        Assert.Equal(format, OutputFormats.Guess(args).ToString().ToLowerInvariant());

    [Fact]
    public void Json_escapes_every_control_character()
    {
        string text = JsonText.Of(new ErrorDocument(new("X", "\u001b]0;\u0007 \u009b31m \u202e", "")), CliJson.Default.ErrorDocument);
        Assert.DoesNotContain(text, c => (char.IsControl(c) && c is not '\n' and not '\r') || c == '\u202e');
    }

    [Theory]
    [InlineData("a\u001bb\u009bc\u202ed", "a?b?c?d")]
    [InlineData("plain äö 日", "plain äö 日")]
    public void A_line_from_outside_is_made_safe(string text, string shown) => Assert.Equal(shown, Printable.Line(text));

    [Theory]
    [InlineData(null, "")]
    [InlineData(59L, "59s")]
    [InlineData(3_599L, "59m")]
    [InlineData(86_399L, "23h")]
    [InlineData(172_800L, "2d")]
    public void An_age_takes_its_largest_unit(long? seconds, string age) => Assert.Equal(age, Times.Age(seconds));
}
