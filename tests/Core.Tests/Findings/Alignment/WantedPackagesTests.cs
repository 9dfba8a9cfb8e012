using Cockpit.Core.Findings.Alignment;
using Xunit;

namespace Cockpit.Core.Tests.Findings.Alignment;

public sealed class WantedPackagesTests
{
    [Theory]
    [InlineData("Debian", "Remote package installed : openssl_3.0.11-1~deb12u1\nShould be                : openssl_3.0.18-1~deb12u1\n", "openssl 3.0.11-1~deb12u1 > 3.0.18-1~deb12u1")]
    [InlineData("Debian, an epoch and several packages", "\nRemote package installed : bind9-host_1:9.18.12-1\nShould be                : bind9-host_1:9.18.28-1~deb12u2\n\nRemote package installed : bind9-libs_1:9.18.12-1\nShould be                : bind9-libs_1:9.18.28-1~deb12u2\n", "bind9-host 1:9.18.12-1 > 1:9.18.28-1~deb12u2; bind9-libs 1:9.18.12-1 > 1:9.18.28-1~deb12u2")]
    [InlineData("Red Hat", "Remote package installed : gnupg2-2.3.3-4.el9\nShould be                : gnupg2-2.3.3-5.el9_7\n", "gnupg2 2.3.3-4.el9 > 2.3.3-5.el9_7")]
    [InlineData("Red Hat, an epoch and an architecture", "Remote package installed : openssl-libs-1:3.0.7-24.el9.x86_64\nShould be                : openssl-libs-1:3.0.7-27.el9.x86_64\n", "openssl-libs 1:3.0.7-24.el9 > 1:3.0.7-27.el9")]
    [InlineData("Amazon", "Remote package installed : mariadb-libs-5.5.68-1.amzn2\r\nShould be                : mariadb-libs-5.5.68-1.amzn2.0.1\r\n", "mariadb-libs 5.5.68-1.amzn2 > 5.5.68-1.amzn2.0.1")]
    [InlineData("SUSE, an underscore in the name", "Remote package installed : libopenssl1_1-1.1.1d-2.36.2\nShould be                : libopenssl1_1-1.1.1d-2.39.1\n", "libopenssl1_1 1.1.1d-2.36.2 > 1.1.1d-2.39.1")]
    [InlineData("Ubuntu", "\n  - Installed package : libssl3_3.0.2-0ubuntu1.10\n    Fixed package     : libssl3_3.0.2-0ubuntu1.20\n", "libssl3 3.0.2-0ubuntu1.10 > 3.0.2-0ubuntu1.20")]
    [InlineData("a kernel of any ABI", "Remote package installed : linux-image-6.1.0-37-amd64_6.1.140-1\nShould be                : linux-image-6.1.0-<ANY>-amd64_6.1.147-1\n", "linux-image-6.1.0-<ANY>-amd64 6.1.140-1 > 6.1.147-1")]
    [InlineData("Qualys, tabs", "Package\tInstalled Version\tRequired Version\nlibssl3\t3.0.11-1~deb12u1\t3.0.18-1~deb12u1\nopenssl\t3.0.11-1~deb12u1\t3.0.18-1~deb12u1\n", "libssl3 3.0.11-1~deb12u1 > 3.0.18-1~deb12u1; openssl 3.0.11-1~deb12u1 > 3.0.18-1~deb12u1")]
    [InlineData("Qualys, spaces and an underscore in the head", "Package Installed_Version Required_Version\ncurl 7.76.1-14.el9 7.76.1-40.el9\n\nnothing more", "curl 7.76.1-14.el9 > 7.76.1-40.el9")]
    [InlineData("Qualys, a row that was torn apart", "Package Installed Version Required Version\nlinux-tools-4.4.0 1074-aws_4.4.0-1074.84  1092\n", "linux-tools-4.4.0 1074-aws_4.4.0-1074.84 > 1092")]
    [InlineData("no package", "The remote host has OpenSSH 9.2.\n  Installed version : 9.2p1\n  Fixed version     : 9.8p1\n", "")]
    [InlineData("only the half of it", "Remote package installed : openssl_3.0.11-1~deb12u1\n", "")]
    [InlineData("no version in it", "Should be : the newest one\n", "")]
    public void Takes_the_packages_out_of_the_evidence(string what, string output, string expected)
    {
        Assert.NotEmpty(what);
        Assert.Equal(expected, string.Join("; ", WantedPackages.In(output).Select(p => $"{p.Name} {p.Installed} > {p.Wanted}")));
    }

    [Fact]
    public void A_hostile_text_gives_a_bounded_list()
    {
        string row = "Should be : " + new string('a', 5000) + "_1\n";
        Assert.Empty(WantedPackages.In(string.Concat(Enumerable.Repeat(row, 1000))));
        string many = string.Concat(Enumerable.Range(0, 5000).Select(i => $"Remote package installed : p{i}_1\nShould be : p{i}_2\n"));
        Assert.Equal(200, WantedPackages.In(many).Count);
    }

    [Theory]
    [InlineData("RHEL 9 : openssl (RHSA-2025:23974)", "RHSA-2025:23974")]
    [InlineData("RHSA:2025:23974; CWE:125", "RHSA-2025:23974")]
    [InlineData("Amazon Linux 2 : kernel (ALAS-2023-2057)", "ALAS-2023-2057")]
    [InlineData("Amazon Linux 2 : docker (ALASDOCKER-2023-025)", "ALASDOCKER-2023-025")]
    [InlineData("Ubuntu 22.04 LTS : OpenSSL vulnerabilities (USN-7278-1)", "USN-7278-1")]
    [InlineData("USN:5844-1,USN:5845-2", "USN-5844-1 USN-5845-2")]
    [InlineData("Debian DSA-5764-1 : openssl - security update", "DSA-5764-1")]
    [InlineData("Debian dla-3942 : libssl-dev - security update", "DLA-3942")]
    [InlineData("Oracle Linux 9 : openssl (ELSA-2025-23974)", "ELSA-2025-23974")]
    [InlineData("SUSE SLES15 Security Update : openssl-1_1 (SUSE-SU-2025:0341-1)", "SUSE-SU-2025:0341-1")]
    [InlineData("OpenSSL 3.0.0 < 3.0.14", "")]
    public void Reads_the_ids_of_bulletins(string text, string expected) => Assert.Equal(expected, string.Join(' ', AdvisoryIds.In(text)));

    [Theory]
    [InlineData("ALAS-2023-2057", "ALAS2-2023-2057", true)]
    [InlineData("ALASDOCKER-2023-025", "ALAS2-2023-025", true)]
    [InlineData("ALAS2DOCKER-2023-025", "ALAS2ECS-2023-025", false)]
    [InlineData("DSA-5764-1", "DSA-5764", true)]
    [InlineData("DSA-5764-1", "DSA-5764-2", false)]
    [InlineData("RHSA-2025:23974", "RHSA-2025:23975", false)]
    [InlineData("USN-7278-1", "USN-7278-1", true)]
    public void Tells_which_ids_are_one_bulletin(string a, string b, bool same) => Assert.Equal(same, AdvisoryIds.Same(a, b));

    [Theory]
    [InlineData("RHSA-2025:23974", "ELSA-2025-23974", true)]
    [InlineData("ALSA-2025:23974", "RHSA-2025:23974", true)]
    [InlineData("RHSA-2024:23974", "ELSA-2025-23974", false)]
    [InlineData("SUSE-SU-2023:2096-1", "SUSE-SLE-Module-Basesystem-15-SP5-2023-2096", true)]
    [InlineData("SUSE-SU-2023:2096-1", "RHSA-2023:2096", false)]
    public void Tells_which_bulletins_carry_another_over(string a, string b, bool carries) => Assert.Equal(carries, AdvisoryIds.CarriesOver(a, b));
}
