using Cockpit.Operations.Findings;
using Xunit;

namespace Cockpit.Operations.Tests.Findings;

public sealed class MarkupTextTests
{
    [Theory]
    [InlineData("Critical flaw.<P>", "Critical flaw.")]
    [InlineData("One<BR>two<br/>three", "One\ntwo\nthree")]
    [InlineData("First<P><P><P>second</P>", "First\n\nsecond")]
    [InlineData("Do:<UL><LI>this</LI><LI>that</UL>", "Do:\n\n- this\n- that")]
    [InlineData("see <A HREF= https://vendor.example.test/1 TARGET=_blank>the article</A>.", "see the article (https://vendor.example.test/1).")]
    [InlineData("see <a href=\"https://vendor.example.test/1\">https://vendor.example.test/1</a>", "see https://vendor.example.test/1")]
    [InlineData("a &lt;b&gt; &amp; &quot;c&quot;&nbsp;d", "a <b> & \"c\" d")]
    [InlineData("&amp;lt;", "&lt;")]
    [InlineData("openssl <3.0.15> is < 3.0.18", "openssl <3.0.15> is < 3.0.18")]
    [InlineData("a <b", "a <b")]
    [InlineData("<script>alert(1)</script>", "<script>alert(1)</script>")]
    [InlineData("plain\ntext", "plain\ntext")]
    [InlineData("", "")]
    [InlineData(null, null)]
    public void Tags_that_a_scanner_uses_become_text_and_nothing_else_changes(string? text, string? plain) => Assert.Equal(plain, MarkupText.Plain(text));

    /// <summary>A text that is made to take long takes no longer than one of its length.</summary>
    [Fact]
    public void Signs_without_an_end_are_looked_at_once() => Assert.Equal(2_000_000, MarkupText.Plain(new string('<', 2_000_000))!.Length);
}
