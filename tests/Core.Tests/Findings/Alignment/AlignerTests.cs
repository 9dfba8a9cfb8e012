using Cockpit.Core.Findings.Alignment;
using Cockpit.Core.Hosts;
using Cockpit.Core.Rollouts;
using Xunit;
using static Cockpit.Core.Tests.Findings.Alignment.TestHost;

namespace Cockpit.Core.Tests.Findings.Alignment;

public sealed class AlignerTests
{
    private const string Openssl = "Remote package installed : openssl_3.0.17-1~deb12u1\nShould be                : openssl_3.0.18-1~deb12u1\n";
    private static readonly string[] DebianOpenssl = ["openssl 3.0.17-1~deb12u1", "libssl3 3.0.17-1~deb12u1 openssl"];

    public static TheoryData<string, string, string[], string[], string, string> Named => new()
    {
        { "the very version", Openssl, DebianOpenssl, ["openssl 3.0.17-1~deb12u1 > 3.0.18-1~deb12u1"], "Whole: openssl 3.0.18-1~deb12u1 NamedPackage Sure", "" },
        { "a newer one", Openssl, DebianOpenssl, ["openssl 3.0.17-1~deb12u1 > 3.0.18-1~deb12u2"], "Whole: openssl 3.0.18-1~deb12u2 NamedPackage Sure", "" },
        { "too old, by the revision", Openssl, DebianOpenssl, ["openssl 3.0.17-1~deb12u1 > 3.0.17-1~deb12u3"], "None", "pending openssl 3.0.17-1~deb12u3 is older than 3.0.18-1~deb12u1, which the scanner wants" },
        { "~deb12u1 is below the plain version", "Remote package installed : openssl_3.0.17-1\nShould be : openssl_3.0.18-1\n", DebianOpenssl, ["openssl 3.0.17-1~deb12u1 > 3.0.18-1~deb12u1"], "None", "pending openssl 3.0.18-1~deb12u1 is older than 3.0.18-1, which the scanner wants" },
        { "an epoch counts", "Remote package installed : vim_2:9.0.1378-2\nShould be : vim_2:9.0.1378-2+deb12u2\n", ["vim 2:9.0.1378-2"], ["vim 2:9.0.1378-2 > 2:9.0.1378-2+deb12u2"], "Whole: vim 2:9.0.1378-2+deb12u2 NamedPackage Sure", "" },
        { "an epoch that the scanner leaves out of both", "Remote package installed : vim_9.0.1378-2\nShould be : vim_9.0.1378-2+deb12u2\n", ["vim 2:9.0.1378-2"], ["vim 2:9.0.1378-2 > 2:9.0.1378-2+deb12u2"], "Whole: vim 2:9.0.1378-2+deb12u2 NamedPackage Sure", "" },
        { "an epoch that it may have left out", "Should be : vim_9.0.1378-2+deb12u2\n", ["vim 2:9.0.1378-2"], ["vim 2:9.0.1378-2 > 2:9.0.1378-2+deb12u2"], "Whole: vim 2:9.0.1378-2+deb12u2 NamedPackage Probable", "" },
        { "without an epoch, and still too old", "Remote package installed : vim_9.0.1378-2\nShould be : vim_9.1.0-1\n", ["vim 2:9.0.1378-2"], ["vim 2:9.0.1378-2 > 2:9.0.1378-2+deb12u2"], "None", "pending vim 2:9.0.1378-2+deb12u2 is older than 9.1.0-1, which the scanner wants" },
        { "one of two", "Should be : openssl_3.0.18-1~deb12u1\nShould be : libssl3_3.0.18-1~deb12u1\n", DebianOpenssl, ["openssl 3.0.17-1~deb12u1 > 3.0.18-1~deb12u1"], "Partly: openssl 3.0.18-1~deb12u1 NamedPackage Sure", "no update of libssl3 is pending; 3.0.17-1~deb12u1 is installed, 3.0.18-1~deb12u1 is wanted" },
        { "both", "Should be : openssl_3.0.18-1~deb12u1\nShould be : libssl3_3.0.18-1~deb12u1\n", DebianOpenssl, ["openssl 3.0.17-1~deb12u1 > 3.0.18-1~deb12u1", "libssl3 3.0.17-1~deb12u1 > 3.0.18-1~deb12u1"], "Whole: libssl3 3.0.18-1~deb12u1 NamedPackage Sure, openssl 3.0.18-1~deb12u1 NamedPackage Sure", "" },
        { "each architecture of it", Openssl.Replace("openssl", "libssl3", StringComparison.Ordinal), ["libssl3 3.0.17-1~deb12u1 openssl", "libssl3:i386 3.0.17-1~deb12u1 openssl"], ["libssl3 3.0.17-1~deb12u1 > 3.0.18-1~deb12u1", "libssl3:i386 3.0.17-1~deb12u1 > 3.0.17-1~deb12u2"], "Partly: libssl3 3.0.18-1~deb12u1 NamedPackage Sure", "pending libssl3 3.0.17-1~deb12u2 is older than 3.0.18-1~deb12u1, which the scanner wants" },
        { "the source's name alone", Openssl, ["libssl3 3.0.17-1~deb12u1 openssl"], ["libssl3 3.0.17-1~deb12u1 > 3.0.18-1~deb12u1"], "Whole: libssl3 3.0.18-1~deb12u1 NamedPackage Probable", "" },
        { "on hold", Openssl, DebianOpenssl, ["openssl 3.0.17-1~deb12u1 > 3.0.18-1~deb12u1 held"], "Whole: openssl 3.0.18-1~deb12u1 NamedPackage Sure", "openssl is on hold there" },
        { "phased", Openssl, DebianOpenssl, ["openssl 3.0.17-1~deb12u1 > 3.0.18-1~deb12u1 phased"], "Whole: openssl 3.0.18-1~deb12u1 NamedPackage Sure", "openssl is phased and not given to this host yet" },
        { "kept back", Openssl, DebianOpenssl, ["openssl 3.0.17-1~deb12u1 > 3.0.18-1~deb12u1 kept"], "Whole: openssl 3.0.18-1~deb12u1 NamedPackage Sure", "openssl is kept back: it needs a new package or a removal" },
        { "installed since", Openssl, ["openssl 3.0.18-1~deb12u1"], [], "Installed", "openssl 3.0.18-1~deb12u1 is installed since; wait for the next scan to confirm" },
        { "installed, an update of it pending all the same", Openssl, ["openssl 3.0.18-1~deb12u1"], ["openssl 3.0.18-1~deb12u1 > 3.0.18-1~deb12u2"], "Whole: openssl 3.0.18-1~deb12u2 NamedPackage Sure", "" },
        { "nothing pending", Openssl, DebianOpenssl, [], "None", "no update of openssl is pending; 3.0.17-1~deb12u1 is installed, 3.0.18-1~deb12u1 is wanted" },
        { "a Debian kernel comes with its meta package", "Remote package installed : linux-image-6.1.0-37-amd64_6.1.140-1\nShould be : linux-image-6.1.0-<ANY>-amd64_6.1.147-1\n", ["linux-image-6.1.0-37-amd64 6.1.140-1 linux-signed-amd64", "linux-image-amd64 6.1.140-1 linux-signed-amd64"], ["linux-image-amd64 6.1.140-1 > 6.1.147-1"], "Whole: linux-image-amd64 6.1.147-1 NamedPackage Sure", "" },
        { "another flavour's meta package does not bring it", "Should be : linux-image-6.1.0-<ANY>-cloud-amd64_6.1.147-1\n", ["linux-image-6.1.0-37-cloud-amd64 6.1.140-1"], ["linux-image-amd64 6.1.140-1 > 6.1.147-1"], "None", "no newer kernel is pending; 6.1.147-1 is wanted" },
        { "the new kernel is installed, the old one beside it and running", "Should be : linux-image-6.1.0-<ANY>-amd64_6.1.147-1\n", ["linux-image-6.1.0-37-amd64 6.1.140-1", "linux-image-6.1.0-38-amd64 6.1.147-1"], [], "Installed", "linux-image-6.1.0-38-amd64 6.1.147-1 is installed since, and 6.1.0-37-amd64 still runs: a reboot is owed; wait for the next scan to confirm" },
        { "Ubuntu's meta package counts otherwise", "  - Installed package : linux-image-5.15.0-84-generic_5.15.0-84.93\n    Fixed package     : linux-image-5.15.0-<ANY>-generic_5.15.0-86.96\n", ["linux-image-5.15.0-84-generic 5.15.0-84.93", "linux-image-generic 5.15.0.84.81"], ["linux-image-generic 5.15.0.84.81 > 5.15.0.86.83"], "Whole: linux-image-generic 5.15.0.86.83 NamedPackage Probable", "" },
        { "Ubuntu's meta package, too old", "Should be : linux-image-5.15.0-<ANY>-generic_5.15.0-91.101\n", ["linux-image-5.15.0-84-generic 5.15.0-84.93"], ["linux-image-generic 5.15.0.84.81 > 5.15.0.86.83"], "None", "pending linux-image-generic 5.15.0.86.83 is older than 5.15.0-91.101, which the scanner wants" },
        { "a running kernel", "Running Kernel level of 5.4.0-1021-aws does not meet the minimum fixed level of 5.4.0-1022-aws for this advisory.\n", ["linux-image-5.4.0-1021-aws 5.4.0-1021.21"], ["linux-image-aws 5.4.0.1021.22 > 5.4.0.1022.23"], "Whole: linux-image-aws 5.4.0.1022.23 NamedPackage Probable", "" },
    };

    [Theory]
    [MemberData(nameof(Named))]
    public void The_scanner_names_the_package(string what, string output, string[] installed, string[] pending, string expected, string reason)
    {
        Assert.NotEmpty(what);
        FixAnswer answer = Aligner.Of(Test("Debian : some update"), Says(output), null, Of(OsFamilies.Debian, installed, pending), DistributionData.None);
        Assert.Equal(expected, Words(answer));
        Assert.Equal(reason, answer.Reason);
    }

    [Theory]
    [InlineData("kernel-5.14.0-427.el9", "kernel-5.14.0-570.el9", "kernel 5.14.0-427.el9|kernel 5.14.0-503.el9", "kernel 5.14.0-503.el9 > 5.14.0-570.el9", "Whole: kernel 5.14.0-570.el9 NamedPackage Sure")]
    [InlineData("kernel-5.14.0-427.el9", "kernel-5.14.0-503.el9", "kernel 5.14.0-427.el9|kernel 5.14.0-503.el9", "", "Installed")]
    [InlineData("openssl-libs-3.0.7-24.el9", "openssl-libs-3.0.7-27.el9", "openssl-libs 1:3.0.7-24.el9", "openssl-libs 1:3.0.7-24.el9 > 1:3.0.7-27.el9", "Whole: openssl-libs 1:3.0.7-27.el9 NamedPackage Sure")]
    [InlineData("openssl-libs-1:3.0.7-24.el9", "openssl-libs-1:3.0.7-28.el9", "openssl-libs 1:3.0.7-24.el9", "openssl-libs 1:3.0.7-24.el9 > 1:3.0.7-27.el9", "None")]
    [InlineData("bash-5.1.8-6.el9", "bash-5.1.8-9.el9_3", "bash 5.1.8-6.el9", "bash 5.1.8-6.el9 > 5.1.8-9.el9", "None")]
    public void In_the_order_of_rpm(string was, string should, string installed, string pending, string expected) => Assert.Equal(expected, Words(Aligner.Of(
        Test("RHEL 9 : some update"), Says($"Remote package installed : {was}\nShould be                : {should}\n"), null,
        Of(OsFamilies.RedHat, installed.Split('|'), pending.Length == 0 ? [] : pending.Split('|')), DistributionData.None)));

    [Fact]
    public void What_a_rollout_installed_is_installed_and_not_pending()
    {
        HostUpdates host = Of(OsFamilies.Debian, DebianOpenssl, ["openssl 3.0.17-1~deb12u1 > 3.0.18-1~deb12u1"], (new PackageChange("openssl", "amd64", "3.0.17-1~deb12u1", "3.0.18-1~deb12u1"), "R17"));
        FixAnswer answer = Aligner.Of(Test("x"), Says(Openssl), null, host, DistributionData.None);
        Assert.Equal("Installed: R17 installed openssl 3.0.18-1~deb12u1; wait for the next scan to confirm", $"{answer.State}: {answer.Reason}");
        Assert.Empty(host.Pending);
    }

    [Theory]
    [InlineData("RHEL 9 : openssl (RHSA-2025:23974)", "openssl 1 > 2 RHSA-2025:23974", "Whole: openssl 2 Advisory Sure")]
    [InlineData("Oracle Linux 9 : openssl (ELSA-2025-23974)", "openssl 1 > 2 RHSA-2025:23974", "Whole: openssl 2 Advisory Probable")]
    [InlineData("Amazon Linux 2 : openssl (ALAS-2023-2057)", "openssl 1 > 2 ALAS2-2023-2057", "Whole: openssl 2 Advisory Sure")]
    [InlineData("RHEL 9 : openssl (RHSA-2025:23974)", "openssl 1 > 2 RHSA-2025:10000", "None")]
    [InlineData("RHEL 9 : openssl (RHSA-2025:23974)", "openssl 1 > 2 RHSA-2025:23974 held", "Whole: openssl 2 Advisory Sure")]
    public void A_bulletin_of_the_package_manager(string name, string pending, string expected) =>
        Assert.Equal(expected, Words(Aligner.Of(Test(name), EvidenceClues.Nothing, null, Of(OsFamilies.RedHat, ["openssl 1"], [pending]), DistributionData.None)));

    [Theory]
    [InlineData("3.0.18-1~deb12u1", "Whole: libssl3 3.0.18-1~deb12u1 Advisory Sure, openssl 3.0.18-1~deb12u1 Advisory Sure")]
    [InlineData("3.0.19-1~deb12u1", "None")]
    [InlineData("3.0.17-1~deb12u1", "Installed")]
    public void A_bulletin_of_the_distribution(string fixedIn, string expected) => Assert.Equal(expected, Words(Aligner.Of(
        Test("Debian dsa-5764 : openssl - security update"), EvidenceClues.Nothing, null,
        Of(OsFamilies.Debian, DebianOpenssl, ["openssl 3.0.17-1~deb12u1 > 3.0.18-1~deb12u1", "libssl3 3.0.17-1~deb12u1 > 3.0.18-1~deb12u1"]), Data(Row("openssl", "CVE-2025-9230", fixedIn, "DSA-5764-1")))));

    [Theory]
    [InlineData("RHEL 9 : openssl", "CVE-2025-9230", "Whole: openssl 2 PackageManagerCve Sure")]
    [InlineData("Some program", "CVE-2025-9230", "Whole: openssl 2 PackageManagerCve Probable")]
    [InlineData("RHEL 9 : openssl", "CVE-2025-9230 CVE-2025-1111", "Partly: openssl 2 PackageManagerCve Sure")]
    [InlineData("RHEL 9 : something", "CVE-2025-1111", "None")]
    public void A_CVE_of_the_package_manager(string name, string cves, string expected) =>
        Assert.Equal(expected, Words(Aligner.Of(Test(name, cves: cves.Split(' ')), EvidenceClues.Nothing, null, Of(OsFamilies.RedHat, ["openssl 1"], ["openssl 1 > 2 CVE-2025-9230"]), DistributionData.None)));

    [Fact]
    public void A_copy_below_opt_is_not_surely_fixed_by_the_package() => Assert.Equal("Whole: openssl 2 PackageManagerCve Probable", Words(Aligner.Of(
        Test("OpenSSL 3.0 : openssl", cves: "CVE-2025-9230"), Says("  Path              : /opt/app/lib/libssl.so.3\n"), null, Of(OsFamilies.RedHat, ["openssl 1"], ["openssl 1 > 2 CVE-2025-9230"]), DistributionData.None)));

    public static TheoryData<string, string[], DistributionFix[], string> Distribution => new()
    {
        { "every binary of the source", ["CVE-2025-9230"], [Row("openssl", "CVE-2025-9230", "3.0.18-1~deb12u1")], "Whole: libssl3 3.0.18-1~deb12u1 DistributionCve Sure, openssl 3.0.18-1~deb12u1 DistributionCve Sure" },
        { "one CVE has no fix yet", ["CVE-2025-9230", "CVE-2025-1111"], [Row("openssl", "CVE-2025-9230", "3.0.18-1~deb12u1"), Row("openssl", "CVE-2025-1111", null)], "Partly: libssl3 3.0.18-1~deb12u1 DistributionCve Sure, openssl 3.0.18-1~deb12u1 DistributionCve Sure" },
        { "a package that is not installed does not count", ["CVE-2025-9230"], [Row("openssl", "CVE-2025-9230", "3.0.18-1~deb12u1"), Row("nodejs", "CVE-2025-9230", "99")], "Whole: libssl3 3.0.18-1~deb12u1 DistributionCve Sure, openssl 3.0.18-1~deb12u1 DistributionCve Sure" },
        { "not affected does not count, and nothing else is known", ["CVE-2025-9230"], [Row("openssl", "CVE-2025-9230", null, state: DistributionState.NotAffected)], "None" },
        { "fixed by what is installed", ["CVE-2025-9230"], [Row("openssl", "CVE-2025-9230", "3.0.11-1~deb12u1")], "Installed" },
        { "a binary package's row", ["CVE-2025-9230"], [Row("libssl3", "CVE-2025-9230", "3.0.18-1~deb12u1", binary: true)], "Whole: libssl3 3.0.18-1~deb12u1 DistributionCve Probable" },
        { "under a further condition", ["CVE-2025-9230"], [Row("openssl", "CVE-2025-9230", "3.0.18-1~deb12u1") with { Partial = true }], "Whole: libssl3 3.0.18-1~deb12u1 DistributionCve Probable, openssl 3.0.18-1~deb12u1 DistributionCve Probable" },
        { "installed, and there is a further condition", ["CVE-2025-9230"], [Row("openssl", "CVE-2025-9230", "3.0.11-1~deb12u1") with { Partial = true }], "None" },
        { "what is pending is too old", ["CVE-2025-9230"], [Row("openssl", "CVE-2025-9230", "3.0.19-1~deb12u1")], "None" },
    };

    [Theory]
    [MemberData(nameof(Distribution))]
    public void The_distributions_data(string what, string[] cves, DistributionFix[] rows, string expected)
    {
        Assert.NotEmpty(what);
        HostUpdates host = Of(OsFamilies.Debian, DebianOpenssl, ["openssl 3.0.17-1~deb12u1 > 3.0.18-1~deb12u1", "libssl3 3.0.17-1~deb12u1 > 3.0.18-1~deb12u1"]);
        Assert.Equal(expected, Words(Aligner.Of(Test("Debian : openssl", cves: cves), EvidenceClues.Nothing, null, host, Data(rows))));
    }

    [Fact]
    public void A_finding_of_our_own_scan_is_about_its_package_alone()
    {
        HostUpdates host = Of(OsFamilies.Debian, [.. DebianOpenssl, "nodejs 18"], ["openssl 3.0.17-1~deb12u1 > 3.0.18-1~deb12u1", "libssl3 3.0.17-1~deb12u1 > 3.0.18-1~deb12u1"]);
        DistributionData data = Data(Row("openssl", "CVE-2025-9230", "3.0.18-1~deb12u1"), Row("nodejs", "CVE-2025-9230", null));
        Assert.Equal(FixState.Whole, Aligner.Of(Test("CVE-2025-9230", cves: "CVE-2025-9230"), EvidenceClues.Nothing, "openssl", host, data).State);
        Assert.Equal("None: the distribution has no fix of CVE-2025-9230 in nodejs yet", Aligner.Of(Test("CVE-2025-9230", cves: "CVE-2025-9230"), EvidenceClues.Nothing, "nodejs", host, data) is var a ? $"{a.State}: {a.Reason}" : "");
    }

    [Theory]
    [InlineData("nginx < 1.26.3 Denial of Service", "", "nginx 1.26.2-1 > 1.26.3-1", "Whole: nginx 1.26.3-1 PackageName Probable")]
    [InlineData("nginx Denial of Service", "  Installed version : 1.26.2\n  Fixed version     : 1.26.3\n", "nginx 1.26.2-1 > 1.26.3-1", "Whole: nginx 1.26.3-1 PackageName Probable")]
    [InlineData("nginx < 1.27.0 Denial of Service", "", "nginx 1.22.1-9 > 1.22.1-9+deb12u1 security", "Partly: nginx 1.22.1-9+deb12u1 PackageName Possible")]
    [InlineData("nginx < 1.27.0 Denial of Service", "", "nginx 1.22.1-9 > 1.22.1-9+deb12u1", "None")]
    [InlineData("nginx < 1.26.3 Denial of Service", "  Path : /opt/nginx/sbin/nginx\n", "nginx 1.26.2-1 > 1.26.3-1 security", "None")]
    [InlineData("Linux system information", "", "system 1 > 2 security", "None")]
    [InlineData("nginxplus < 9", "", "nginx 1 > 2 security", "None")]
    public void The_packages_name(string name, string output, string pending, string expected) =>
        Assert.Equal(expected, Words(Aligner.Of(Test(name), Says(output), null, Of(OsFamilies.Debian, ["nginx 1"], [pending]), DistributionData.None)));

    [Theory]
    [InlineData("KB5003169", "Whole: KB5003169 2 Kb Probable")]
    [InlineData("KB5003170", "None")]
    public void A_KB(string kb, string expected) =>
        Assert.Equal(expected, Words(Aligner.Of(Test("Windows update", patches: $"{kb}, KB5009999"), EvidenceClues.Nothing, null, Of("windows", [], ["KB5003169 1 > 2"]), DistributionData.None)));

    [Fact]
    public void Where_the_order_of_versions_is_not_known_nothing_is_called_new_enough()
    {
        FixAnswer answer = Aligner.Of(Test("x"), Says("Should be : openssl_3.0.18-1\n"), null, Of(OsFamilies.Alpine, ["openssl 3.0.17-r0"], ["openssl 3.0.17-r0 > 3.0.19-r0"]), DistributionData.None);
        Assert.Equal(FixState.None, answer.State);
        Assert.Contains("not known", answer.Reason, StringComparison.Ordinal);
    }
}
