using Cockpit.Tui.Text;

namespace Cockpit.Cockpit.Tests.Tui.Text;

public sealed class HtmlTextTests
{
    [Theory]
    [InlineData("One line.", "One line.")]
    [InlineData("First.<P>Second.\n goes   on.<BR>Third.", "First.\n\nSecond. goes on.\nThird.")]
    [InlineData("<p>A</p>\n<p>B</p><p></p><p>C</p>", "A\n\nB\n\nC")]
    [InlineData("a &lt;b&gt; &amp; c&nbsp;d &#8211; &quot;e&quot;", "a <b> & c d – \"e\"")]
    [InlineData("<ul><li>one<li>two<ul><li>deep</ul></ul>after", "- one\n- two\n  - deep\nafter")]
    [InlineData("<ol><li>one</li><li>two</li></ol>", "1. one\n2. two")]
    [InlineData("<table><tr><td>openssl</td><td>3.0.18</td></tr><tr><td>nginx</td><td>1.22</td></tr></table>", "openssl  3.0.18\nnginx  1.22")]
    [InlineData("run:<pre>  apt-get update\n  apt-get  upgrade</pre>then", "run:\n\n  apt-get update\n  apt-get  upgrade\n\nthen")]
    [InlineData("<b>bold</b> and <FONT COLOR=red>red</FONT>", "bold and red")]
    [InlineData("<style>p { color: red }</style>kept<script>alert(1)</script>", "kept")]
    public void Tags_become_lines(string html, string text) => Assert.Equal(text, HtmlText.Plain(html));

    [Theory]
    [InlineData("See <a href=\"https://example.test/a\">the advisory</a>.", "See the advisory (https://example.test/a).")]
    [InlineData("See <A HREF=https://example.test/a TARGET=_blank></A>", "See https://example.test/a")]
    [InlineData("See <a href='https://example.test/a'>example.test/a</a>", "See example.test/a")]
    [InlineData("<A HREF= https://example.test/a?b=1&amp;c=2 TARGET= _blank >here</A><P>", "here (https://example.test/a?b=1&c=2)")]
    [InlineData("<a name=x>no link</a>", "no link")]
    [InlineData("<a href=\"https://example.test/never ends>word</a> more", "word (https://example.test/never) more")]
    public void A_link_says_where_it_leads(string html, string text) => Assert.Equal(text, HtmlText.Plain(html));

    [Theory]
    [InlineData("copy <install folder>/bin to <target>")]
    [InlineData("if a < b and b > c")]
    [InlineData("<")]
    [InlineData("version <= 3.0.15 <p")]
    [InlineData("</>")]
    public void What_is_no_tag_stays(string text) => Assert.Equal(text, HtmlText.Plain(text));

    [Fact]
    public void Hostile_nesting_costs_what_other_text_costs()
    {
        Assert.Equal("x", HtmlText.Plain(string.Concat(Enumerable.Repeat("<div><ul><b>", 5_000)) + "x"));
        Assert.Equal(HtmlText.MaxLength, HtmlText.Plain(new string('<', 200_000)).Length);
        Assert.Contains("<a", HtmlText.Plain(string.Concat(Enumerable.Repeat("<a ", 60_000))));
        Assert.EndsWith("          - deep", HtmlText.Plain(string.Concat(Enumerable.Repeat("<ul><li>", 10_000)) + "deep"));
    }

    [Fact]
    public void A_control_character_behind_an_entity_never_reaches_a_line()
    {
        string line = Assert.Single(PlainLines.Of(HtmlText.Plain("a&#27;[31mred&#x202e;b"), 80));
        Assert.Equal("aredb", line);
    }
}
