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

    /// <summary>The cases by which rpm's own rpmvercmp is tested: first the parts, then their order.</summary>
    [Theory]
    [InlineData("1.0", "1.0", 0), InlineData("1.0", "2.0", -1), InlineData("2.0.1", "2.0.1", 0), InlineData("2.0", "2.0.1", -1), InlineData("2.0.1a", "2.0.1a", 0), InlineData("2.0.1a", "2.0.1", 1)]
    [InlineData("5.5p1", "5.5p1", 0), InlineData("5.5p1", "5.5p2", -1), InlineData("5.5p10", "5.5p10", 0), InlineData("5.5p1", "5.5p10", -1), InlineData("10xyz", "10.1xyz", -1), InlineData("xyz10", "xyz10", 0)]
    [InlineData("xyz10", "xyz10.1", -1), InlineData("xyz.4", "xyz.4", 0), InlineData("xyz.4", "8", -1), InlineData("xyz.4", "2", -1), InlineData("5.5p2", "5.6p1", -1), InlineData("5.6p1", "6.5p1", -1)]
    [InlineData("6.0.rc1", "6.0", 1), InlineData("6.0", "6.0.rc1", -1), InlineData("10b2", "10a1", 1), InlineData("1.0aa", "1.0aa", 0), InlineData("1.0a", "1.0aa", -1), InlineData("10.0001", "10.0001", 0)]
    [InlineData("10.0001", "10.1", 0), InlineData("10.0001", "10.0039", -1), InlineData("4.999.9", "5.0", -1), InlineData("20101121", "20101122", -1), InlineData("2_0", "2_0", 0), InlineData("2.0", "2_0", 0)]
    [InlineData("a", "a", 0), InlineData("a+", "a_", 0), InlineData("+a", "_a", 0), InlineData("+_", "_+", 0), InlineData("+", "_", 0), InlineData("1.0~rc1", "1.0~rc1", 0), InlineData("1.0~rc1", "1.0", -1)]
    [InlineData("1.0~rc1", "1.0~rc2", -1), InlineData("1.0~rc1~git123", "1.0~rc1", -1), InlineData("1.0^", "1.0^", 0), InlineData("1.0^", "1.0", 1), InlineData("1.0^git1", "1.0^git2", -1), InlineData("1.0^git1", "1.01", -1)]
    [InlineData("1.0^20160101", "1.0.1", -1), InlineData("1.0^20160101^git1", "1.0^20160102", -1), InlineData("1.0~rc1^git1", "1.0~rc1", 1), InlineData("1.0^git1~pre", "1.0^git1", -1), InlineData("1.900", "1.8000", -1)]
    [InlineData("FC5", "fc4", -1), InlineData("1b.fc17", "1.fc17", -1), InlineData("1g.fc17", "1.fc17", 1), InlineData("1e.fc33", "1.fc33", -1)]
    public void As_rpm_is_tested_itself(string a, string b, int order)
    {
        Assert.Equal(order, Math.Sign(RpmVersion.CompareParts(a, b)));
        Assert.Equal(-order, Math.Sign(RpmVersion.CompareParts(b, a)));
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

        // Whole versions too, with epoch and release. Where one has no release, ours compares as rpm compares dependencies, and vercmp does not.
        List<(string A, string B)> whole = [];
        Gen.Select(Versions, Versions).Where((a, b) => a.Contains('-', StringComparison.Ordinal) && b.Contains('-', StringComparison.Ordinal)).Sample((a, b) => whole.Add((a, b)), iter: 3000, threads: 1, seed: "0000KOIPe036");
        int parts = pairs.Count;
        pairs.AddRange(whole);

        // One rpm compares them all.
        const string Compare = """%{lua:for line in io.lines() do local a, b = line:match("^([^ ]+) ([^ ]+)$"); print(rpm.vercmp(a, b) .. "\n") end}""";
        using var rpm = Process.Start(new ProcessStartInfo(Rpm, ["--eval", Compare]) { RedirectStandardInput = true, RedirectStandardOutput = true })!;
        var answer = rpm.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        rpm.StandardInput.Write(string.Concat(pairs.Select(p => $"{p.A} {p.B}\n")));
        rpm.StandardInput.Close();
        var orders = (await answer).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(pairs.Count, orders.Length);
        Assert.All(pairs.Zip(orders).Take(parts), p => Assert.Equal($"{p.First}: {p.Second}", $"{p.First}: {Math.Sign(RpmVersion.CompareParts(p.First.A, p.First.B))}"));
        Assert.All(pairs.Zip(orders).Skip(parts), p => Assert.Equal($"{p.First}: {p.Second}", $"{p.First}: {Math.Sign(RpmVersion.Compare(p.First.A, p.First.B))}"));
    }

    private static Gen<string> Pick(params string[] from) => Gen.Int[0, from.Length - 1].Select(i => from[i]);
}
