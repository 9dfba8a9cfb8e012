using System.Diagnostics;
using Cockpit.Core.Hosts;
using CsCheck;
using Xunit;

namespace Cockpit.Core.Tests.Hosts;

public sealed class DebianVersionTests
{
    private const string Dpkg = "/usr/bin/dpkg";

    /// <summary>Short pieces that meet every branch: epochs, tildes, letters against signs, numbers with zeros in front, numbers beyond 64 bits.</summary>
    private static readonly Gen<string> Versions =
        from epoch in Pick("", "", "", "0:", "1:", "10:")
        from upstream in Pick("0", "1", "2", "9", "10", "010", "1.0", ".", "+", "~", "~~", "a", "b", "Z", "rc1", "~rc1", "+dfsg", "deb12u1", "99999999999999999999").Array[1, 5]
        from revision in Pick("", "", "-1", "-0", "-10", "-1~bpo12+1", "-1ubuntu0.1", "-1+b2", "-1-2")
        select epoch + "1" + string.Concat(upstream) + revision;

    /// <summary>Versions as archives have them, near to each other and hard to tell apart: backports, binary rebuilds, security updates, snapshots, lost zeros.</summary>
    private static readonly string[] Nasty =
    [
        "3.0.15-1~deb12u1", "3.0.15-1", "3.0.15-1+deb12u1", "3.0.15-1+b1", "3.0.15-1.1", "3.0.15-1ubuntu1", "3.0.15-1ubuntu1.1", "3.0.15-1ubuntu1~22.04.1", "3.0.15~rc1-1", "3.0.15~~-1", "3.0.15+dfsg-1", "3.0.15+dfsg1-1~bpo11+1",
        "1:3.0.14-1", "0:3.0.15-1", "3.0.15-01", "3.0.015-1", "3.0.15-1-1", "3.0.15a-1", "3.0.15.-1", "3.0.15-1~", "2:0~git20260101.1-1", "20260101-1", "3.0.15-1+esm1", "3.0.15-1.el9", "0-0", "0",
    ];

    [Theory]
    [InlineData("1.0", "1.0")]
    [InlineData("1.0-0", "1.0")]
    [InlineData("0:1.0", "1.0")]
    [InlineData("1.00", "1.0")]
    public void Equal(string a, string b) => Assert.Equal(0, DebianVersion.Compare(a, b));

    [Theory]
    [InlineData("1.0~rc1", "1.0")]
    [InlineData("9", "10")]
    [InlineData("3.0.17-1~deb12u2", "3.0.22-1~deb12u2")]
    [InlineData("2.36-9+deb12u7", "2.36-9+deb12u14")]
    [InlineData("99.0", "1:1.0")]
    [InlineData("1.0a", "1.0+")]
    [InlineData("5.2.15-2+b8", "5.2.15-2+b13")]
    public void Older(string a, string b)
    {
        Assert.True(DebianVersion.Compare(a, b) < 0);
        Assert.True(DebianVersion.IsNewer(b, a));
    }

    [Fact]
    public void It_is_an_order() => Gen.Select(Versions, Versions, Versions).Sample((a, b, c) =>
        Math.Sign(DebianVersion.Compare(a, b)) == -Math.Sign(DebianVersion.Compare(b, a))
        && DebianVersion.Compare(a, a) == 0
        && !(DebianVersion.Compare(a, b) <= 0 && DebianVersion.Compare(b, c) <= 0 && DebianVersion.Compare(a, c) > 0));

    [Fact]
    public void Any_text_compares_without_an_error() => Gen.Select(Gen.String, Gen.String).Sample((a, b) =>
        Math.Sign(DebianVersion.Compare(a, b)) == -Math.Sign(DebianVersion.Compare(b, a)));

    [Fact]
    public void It_is_the_order_of_dpkg()
    {
        Assert.SkipUnless(File.Exists(Dpkg), $"{Dpkg} is missing: this is no Debian system.");
        List<(string A, string B)> pairs = [.. from a in Nasty from b in Nasty select (a, b)];
        Gen.Select(Versions, Versions).Sample((a, b) => pairs.Add((a, b)), iter: 1600, threads: 1, seed: "0000KOIPe036");

        // One shell asks dpkg for all pairs: a process per pair, not three.
        var script = string.Join('\n', pairs.Select(p => $"if dpkg --compare-versions '{p.A}' lt '{p.B}'; then echo -1; elif dpkg --compare-versions '{p.A}' eq '{p.B}'; then echo 0; else echo 1; fi"));
        using var shell = Process.Start(new ProcessStartInfo("/bin/sh", ["-s"]) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true })!;
        shell.StandardInput.Write(script);
        shell.StandardInput.Close();
        var dpkg = shell.StandardOutput.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(pairs.Count, dpkg.Length);
        Assert.All(pairs.Zip(dpkg), p => Assert.Equal($"{p.First}: {p.Second}", $"{p.First}: {Math.Sign(DebianVersion.Compare(p.First.A, p.First.B))}"));
    }

    private static Gen<string> Pick(params string[] from) => Gen.Int[0, from.Length - 1].Select(i => from[i]);
}
