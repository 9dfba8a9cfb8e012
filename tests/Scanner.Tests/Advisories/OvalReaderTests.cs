using System.Text;
using Cockpit.Core.Advisories;
using Cockpit.Core.Errors;
using Cockpit.Core.Findings;
using NodaTime;
using Xunit;

namespace Cockpit.Scanner.Tests.Advisories;

public sealed class OvalReaderTests
{
    private static readonly CveId Cve = new(2026, 31842);

    [Fact]
    public void Debian_names_source_packages_as_if_they_were_installed()
    {
        using IAdvisoryReader reader = Feeds.Open(Feeds.Fixture("debian.oval.xml"));
        Assert.Equal(
            [
                new AdvisoryFix("debian:12", "openssl", true, Cve, FixState.Fixed, "0:3.0.18-1~deb12u1", null, "DSA-6104-1"),
                new AdvisoryFix("debian:12", "openssl", false, Cve, FixState.Fixed, "0:3.0.18-1~deb12u1", null, "DSA-6104-1"),
                new AdvisoryFix("debian:12", "openssl", true, new CveId(2026, 31850), FixState.NotJudged, null, null, null),
                new AdvisoryFix("debian:12", "openssl", false, new CveId(2026, 31850), FixState.NotJudged, null, null, null),
            ],
            Feeds.All(reader));
        Assert.Equal(("oval", "oval:debian-12 org.debian vulnerability", Instant.FromUtc(2026, 11, 20, 8, 12) + Duration.FromMilliseconds(188)), (reader.Kind, reader.Feed, reader.AsOf));
    }

    [Fact]
    public void Ubuntu_names_installed_packages_by_variables_and_judges_no_running_kernel()
    {
        using IAdvisoryReader reader = Feeds.Open(Feeds.Fixture("ubuntu.oval.xml"));
        Assert.Equal(
            [
                new AdvisoryFix("ubuntu:22.04", "libssl3", true, Cve, FixState.Fixed, "0:3.0.2-0ubuntu1.20", Severity.Low, "USN-7001-1"),
                new AdvisoryFix("ubuntu:22.04", "openssl", true, Cve, FixState.Fixed, "0:3.0.2-0ubuntu1.20", Severity.Low, "USN-7001-1"),
                new AdvisoryFix("ubuntu:22.04", AdvisoryFix.AnyPackage, true, new CveId(2026, 31900), FixState.NotJudged, null, Severity.Medium, "USN-7002-1"),
                new AdvisoryFix("ubuntu:22.04", "vim", true, new CveId(2026, 31905), FixState.NoFix, null, Severity.Info, null),
            ],
            Feeds.All(reader));
        Assert.StartsWith("1 of 3 definitions asks for more than a package's version", Assert.Single(reader.Notes), StringComparison.Ordinal);
    }

    [Fact]
    public void Red_Hat_has_modules_signatures_kernels_resolutions_and_streams_of_minor_releases()
    {
        using IAdvisoryReader reader = Feeds.Open(Feeds.Fixture("rhel.oval.xml"));
        const string Release = "rhel:9";
        Assert.Equal(
            [
                new AdvisoryFix(Release, "openssl", true, Cve, FixState.Fixed, "1:3.0.7-28.el9_4", Severity.High, "RHSA-2026:9001"),
                new AdvisoryFix(Release, "openssl", true, new CveId(2026, 31844), FixState.Fixed, "1:3.0.7-28.el9_4", Severity.Low, "RHSA-2026:9001"),
                new AdvisoryFix(Release, "openssl-libs", true, Cve, FixState.Fixed, "1:3.0.7-28.el9_4", Severity.High, "RHSA-2026:9001"),
                new AdvisoryFix(Release, "openssl-libs", true, new CveId(2026, 31844), FixState.Fixed, "1:3.0.7-28.el9_4", Severity.Low, "RHSA-2026:9001"),
                new AdvisoryFix(Release, "nodejs", true, new CveId(2026, 32000), FixState.NotJudged, null, Severity.Medium, "RHSA-2026:9002"),
                new AdvisoryFix(Release, "kernel-core", true, new CveId(2026, 33000), FixState.Fixed, "0:5.14.0-570.el9", Severity.Medium, "RHSA-2026:9003"),
                new AdvisoryFix(Release, "vim-minimal", true, new CveId(2026, 34000), FixState.WillNotFix, null, Severity.Low, null),
            ],
            Feeds.All(reader));
        Assert.Equal(2, reader.Notes.Count);
        Assert.StartsWith("1 of 5 definitions is about products", reader.Notes[1], StringComparison.Ordinal);
        Assert.Equal("oval:rhel-9 com.redhat.cve vulnerability, oval:rhel-9 com.redhat.rhsa patch".Replace(", oval:", ", ", StringComparison.Ordinal), reader.Feed);
    }

    [Fact]
    public void SUSE_has_modules_of_a_service_pack_and_live_patches()
    {
        var found = Feeds.All(Feeds.Fixture("suse.oval.xml"));
        Assert.Equal(
            [
                new AdvisoryFix("sles:15.5", "libopenssl3", true, Cve, FixState.Fixed, "0:3.0.8-150500.5.60.1", Severity.High, "SUSE-SU-2026:4001-1"),
                new AdvisoryFix("sles:15.5", "openssl-3", true, Cve, FixState.Fixed, "0:3.0.8-150500.5.60.1", Severity.High, "SUSE-SU-2026:4001-1"),
                new AdvisoryFix("opensuse-leap:15.6", "libopenssl3", true, Cve, FixState.Fixed, "0:3.0.8-150500.5.60.1", Severity.High, "SUSE-SU-2026:4001-1"),
            ],
            found.Where(f => f.Cve == Cve));
        Assert.Equal(
            [(FixState.NotJudged, "kernel-default"), (FixState.NotJudged, "kernel-livepatch-5_14_21-150500_55_19-default")],
            found.Where(f => f.Cve != Cve).Select(f => (f.State, f.Package)));
    }

    [Fact]
    public void Oracle_asks_for_an_architecture() =>
        Assert.Equal([new AdvisoryFix("ol:9", "openssl", true, Cve, FixState.Fixed, "1:3.0.7-28.0.1.el9_4", Severity.High, "ELSA-2026-9001")], Feeds.All(Feeds.Fixture("oracle.oval.xml")));

    [Theory]
    [InlineData("debian.oval.xml"), InlineData("ubuntu.oval.xml"), InlineData("rhel.oval.xml"), InlineData("suse.oval.xml"), InlineData("oracle.oval.xml")]
    public void Whatever_is_cut_is_refused(string name)
    {
        byte[] whole = Feeds.Fixture(name);
        int end = whole.AsSpan().TrimEnd("\r\n "u8).Length;
        for (int length = 1; length < end; length += 211) Refused(whole[..length]);
        Refused(whole[..(end - 1)]);
    }

    /// <summary>Negated, one of several, several packages at once, a pattern for a name: what a version alone does not answer proves nothing.</summary>
    [Theory]
    [InlineData("test_ref=\"oval:com.oracle.elsa:tst:3\" comment", "negate=\"true\" test_ref=\"oval:com.oracle.elsa:tst:3\" comment")]
    [InlineData("<name>openssl</name>", "<name operation=\"pattern match\">openssl.*</name>")]
    [InlineData("operation=\"less than\"", "operation=\"greater than\"")]
    [InlineData("test_ref=\"oval:com.oracle.elsa:tst:3\"", "test_ref=\"oval:com.oracle.elsa:tst:99\"")]
    [InlineData("<state state_ref=\"oval:com.oracle.elsa:ste:3\"/>", "<state state_ref=\"oval:com.oracle.elsa:ste:3\"/><state state_ref=\"oval:com.oracle.elsa:ste:4\"/>")]
    public void What_a_version_does_not_answer_is_not_judged(string what, string by)
    {
        string text = Encoding.UTF8.GetString(Feeds.Fixture("oracle.oval.xml"));
        Assert.Contains(what, text, StringComparison.Ordinal);
        Assert.All(Feeds.All(Encoding.UTF8.GetBytes(text.Replace(what, by, StringComparison.Ordinal))), f => Assert.Equal((FixState.NotJudged, null), (f.State, f.FixedVersion)));
    }

    [Fact]
    public void Two_packages_at_once_are_not_judged()
    {
        string text = Encoding.UTF8.GetString(Feeds.Fixture("suse.oval.xml")).Replace("<criteria operator=\"OR\"><criterion test_ref=\"t3\"", "<criteria operator=\"AND\"><criterion test_ref=\"t3\"", StringComparison.Ordinal);
        Assert.All(Feeds.All(Encoding.UTF8.GetBytes(text)).Where(f => f.Release == "sles:15.5"), f => Assert.Equal(FixState.NotJudged, f.State));
    }

    [Fact]
    public void Nothing_is_fetched_and_no_entity_grows()
    {
        string text = Encoding.UTF8.GetString(Feeds.Fixture("oracle.oval.xml"));
        string declared = text.Replace("<oval_definitions", "<!DOCTYPE oval_definitions [<!ENTITY a SYSTEM \"file:///etc/passwd\"><!ENTITY b \"&a;&a;\">]><oval_definitions", StringComparison.Ordinal);
        Assert.Single(Feeds.All(Encoding.UTF8.GetBytes(declared)));
        Refused(Encoding.UTF8.GetBytes(declared.Replace("<title>", "<title>&b;", StringComparison.Ordinal)));
    }

    [Fact]
    public void Criteria_that_are_nested_without_end_are_refused()
    {
        string deep = string.Concat(Enumerable.Repeat("<criteria>", 5000)) + string.Concat(Enumerable.Repeat("</criteria>", 5000));
        Refused(Encoding.UTF8.GetBytes($"<oval_definitions><definitions><definition id=\"oval:a:def:1\" class=\"patch\"><metadata><title>CVE-2026-1000</title></metadata>{deep}</definition></definitions></oval_definitions>"));
    }

    /// <summary>400 tests and 400 others make 160,000 ways.</summary>
    [Fact]
    public void Ways_that_multiply_are_not_judged()
    {
        static string Many(string start) => string.Concat(Enumerable.Range(0, 400).Select(i => $"<criterion test_ref=\"{start}{i}\" comment=\"{start}{i}\"/>"));
        string tests = string.Concat(((string[])["a", "b"]).SelectMany(s => Enumerable.Range(0, 400).Select(i =>
            $"<rpminfo_test id=\"{s}{i}\" check=\"at least one\"><object object_ref=\"o{s}{i}\"/><state state_ref=\"s\"/></rpminfo_test><rpminfo_object id=\"o{s}{i}\"><name>{s}{i}</name></rpminfo_object>")));
        var found = Feeds.All(Encoding.UTF8.GetBytes(
            "<oval_definitions><definitions><definition id=\"oval:com.redhat.rhsa:def:1\" class=\"patch\"><metadata><title>CVE-2026-1000</title><affected><platform>Red Hat Enterprise Linux 9</platform></affected></metadata>" +
            $"<criteria operator=\"AND\"><criteria operator=\"OR\">{Many("a")}</criteria><criteria operator=\"OR\">{Many("b")}</criteria></criteria></definition></definitions>" +
            $"<tests>{tests}</tests><states><rpminfo_state id=\"s\"><evr operation=\"less than\">0:1</evr></rpminfo_state></states></oval_definitions>"));
        Assert.Equal((AdvisoryFix.AnyPackage, FixState.NotJudged), found.Select(f => (f.Package, f.State)).Single());
    }

    [Theory]
    [InlineData("<html/>"), InlineData("<oval_definitions/>"), InlineData("<oval_definitions><definitions/></oval_definitions>")]
    public void What_says_nothing_is_refused(string text) => Refused(Encoding.UTF8.GetBytes(text));

    /// <summary>Its first bytes name an encoding in which the next ones are no character: that is found before the first element is read.</summary>
    [Fact]
    public void What_is_no_text_in_the_encoding_that_it_names_is_refused() => Refused([0x3C, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xDF, 0, 0, 0xFF, 0, 0, 0]);

    private static void Refused(byte[] bytes) => Assert.StartsWith("INTEL_", Assert.Throws<CockpitException>(() => Feeds.All(bytes)).Fault.Code.Name, StringComparison.Ordinal);
}
