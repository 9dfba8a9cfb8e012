using System.Diagnostics;
using Cockpit.Core.Hosts;
using CsCheck;
using Xunit;

namespace Cockpit.Core.Tests.Hosts;

public sealed class RpmVersionTests
{
    private const string Rpm = "/usr/bin/rpm";

    /// <summary>Short pieces that meet every branch: tildes, carets, letters against numbers, separators of several kinds, zeros in front, numbers beyond 64 bits.</summary>
    private static readonly Gen<string> Parts =
        from pieces in Pick("0", "1", "9", "10", "010", ".", "..", "_", "+", "~", "~~", "^", "^^", "a", "b", "Z", "rc1", "~rc1", "^git1", "el9", "99999999999999999999").Array[1, 6]
        select string.Concat(pieces);

    private static readonly Gen<string> Versions =
        from epoch in Pick("", "", "0:", "1:", "10:")
        from version in Parts
        from release in Pick("", "-1", "-10.el9", "-1.el9_4.1", "-0.1.rc1", "-1^b", "-1~b")
        select epoch + "1" + version + release;

    [Theory]
    [InlineData("1.0", "1.0")]
    [InlineData("0:1.0-1", "1.0-1")]
    [InlineData("1.05", "1.5")]
    [InlineData("1.0-1.el9", "1.0")]
    [InlineData("1_0", "1.0")]
    public void Equal(string a, string b) => Assert.Equal(0, RpmVersion.Compare(a, b));

    [Theory]
    [InlineData("1.0~rc1-1", "1.0-1")]
    [InlineData("1.0-1", "1.0^git1-1")]
    [InlineData("1.0^git1-1", "1.0.1-1")]
    [InlineData("9-1", "10-1")]
    [InlineData("99.0-1", "1:1.0-1")]
    [InlineData("1.0a-1", "1.0.1-1")]
    [InlineData("5.14.0-427.13.1.el9_4", "5.14.0-427.20.1.el9_4")]
    [InlineData("3.0.7-24.el9", "3.0.7-27.el9")]
    [InlineData("2.34-83.el9.7", "2.34-100.el9")]
    public void Older(string a, string b)
    {
        Assert.True(RpmVersion.Compare(a, b) < 0);
        Assert.True(RpmVersion.IsNewer(b, a));
    }

    [Fact]
    public void Either_way_round_it_says_the_same() => Gen.Select(Versions, Versions).Sample((a, b) =>
        Math.Sign(RpmVersion.Compare(a, b)) == -Math.Sign(RpmVersion.Compare(b, a)) && RpmVersion.Compare(a, a) == 0);

    [Fact]
    public void Any_text_compares_without_an_error() => Gen.Select(Gen.String, Gen.String).Sample((a, b) =>
        RpmVersion.Compare(a, b) is var order && RpmVersion.Compare(a, a) == 0 && order == RpmVersion.Compare(a, b));

    [Fact]
    public async Task It_is_the_order_of_rpm()
    {
        Assert.SkipUnless(File.Exists(Rpm), $"{Rpm} is missing; as root: apt-get install rpm.");
        var pairs = new List<(string A, string B)>();
        Gen.Select(Parts, Parts).Sample((a, b) => pairs.Add((a, b)), iter: 3000, threads: 1, seed: "0000KOIPe036");

        // One rpm compares them all.
        const string Compare = """%{lua:for line in io.lines() do local a, b = line:match("^([^ ]+) ([^ ]+)$"); print(rpm.vercmp(a, b) .. "\n") end}""";
        using var rpm = Process.Start(new ProcessStartInfo(Rpm, ["--eval", Compare]) { RedirectStandardInput = true, RedirectStandardOutput = true })!;
        var answer = rpm.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        rpm.StandardInput.Write(string.Concat(pairs.Select(p => $"{p.A} {p.B}\n")));
        rpm.StandardInput.Close();
        var orders = (await answer).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(pairs.Count, orders.Length);
        Assert.All(pairs.Zip(orders), p => Assert.Equal($"{p.First}: {p.Second}", $"{p.First}: {Math.Sign(RpmVersion.CompareParts(p.First.A, p.First.B))}"));
    }

    private static Gen<string> Pick(params string[] from) => Gen.Int[0, from.Length - 1].Select(i => from[i]);
}
